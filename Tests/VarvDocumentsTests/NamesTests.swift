import Testing
import VarvDocuments

/// A paper shows names, pseudonyms or neither, whichever renderer writes it.
struct NamesTests {
    static let writers = Writer.all

    @Test(arguments: writers) func `names show for those who have one, pseudonyms for the rest`(
        _ writer: Writer
    ) {
        let text = writer.write(Samples.report(), Samples.names)
        #expect(text.contains("Åsa Öberg") && text.contains("Elev 7A-11") && !text.contains("Elev 7B-04"))
    }

    @Test(arguments: writers) func `a paper with pseudonyms holds no name`(_ writer: Writer) {
        let text = writer.write(Samples.report(), .pseudonyms)
        #expect(text.contains("Elev 7B-04") && !text.contains("Åsa Öberg"))
    }

    @Test(arguments: writers) func `a paper without people does not tell them apart`(_ writer: Writer) {
        for paper in [Samples.report(), Samples.form()] {
            let text = writer.write(paper, .none)
            #expect(!text.contains("Åsa Öberg") && !text.contains("Elev 7"))
        }
    }

    @Test(arguments: writers) func `no renderer writes a handle`(_ writer: Writer) {
        let person = PersonReference(handle: "handle-4711", pseudonym: "Elev 1")
        let paper = Document(
            title: "T",
            blocks: [
                .paragraph([.leaf(.person(person))]),
                .table(Table(columns: [.init("p", title: "P")], rows: [[[.leaf(.person(person))]]])),
                .field(FormField("who", label: [], kind: .person([person]))),
            ])
        #expect(!writer.write(paper, .pseudonyms).contains("4711"))
    }
}
