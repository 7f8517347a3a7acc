import CustomDump
import Testing
import VarvBridge
import VarvDocuments
import VarvModel
import VarvStorage

@testable import Varv

@Suite struct PaperTests {
    /// Draws pieces over the school's cycle 2 and returns the paper.
    private func draw(
        _ pieces: [Value], reads: [Right] = [.pupils, .results, .interventions, .protected],
        audience: Audience = .eht,
        language: VarvModel.Language = .swedish, title: String = "Underlag, varv {cycle}"
    ) throws -> Paper {
        try SmallSchool(language: language).services(
            reads: reads, audience: audience, routine: .sample(title: title)
        ) { services in
            let maker = PaperMaker(services, here: try services.hereFields())
            for piece in pieces { try maker.add(piece) }
            return try maker.paper(run: 12)
        }
    }

    private func text(_ paper: Paper) -> String { String(decoding: paper.data(as: .text), as: UTF8.self) }

    private func column(_ key: String, _ title: String? = nil) -> Value {
        .record([Field("key", .text(key))] + (title.map { [Field("title", .text($0))] } ?? []))
    }

    private let hard = SetDescription.here(
        "hard_criteria", .where("share", condition("at_least", .number(0.25))))

    @Test func `the title is filled from here and names the file`() throws {
        let paper = try draw([], title: "Underlag {group|x|y}, {{varv} {cycle}, {pupils|elev|elever}")
        expectNoDifference(paper.title, "Underlag – y, {varv} 2, 24 elever")
        expectNoDifference(paper.suggestedName, "Underlag-y-varv-2-24-elever")
    }

    @Test func `a personal number in the title is masked in the file's name`() throws {
        let paper = try draw([], title: "Om 20130101-2389")
        expectNoDifference(paper.suggestedName, "Om-20130101")
    }

    @Test func `a wrong key in the title is the routine's error`() throws {
        let error = #expect(throws: VarvError.self) { try draw([], title: "{cykel}") }
        expectNoDifference(error?.message(in: .swedish), "prov.lua: här finns inget som heter \"cykel\"")
    }

    @Test func `prose keeps its leaves, and data is never markup`() throws {
        let paper = try draw([
            .record([
                Field("block", .text("prose")),
                Field(
                    "text",
                    .rich([
                        .source("## Läget\n\n**"), .leaf(.text("*inte* markup")), .source("** "),
                        .leaf(.record([Field("share", .number(0.25))])),
                        .source(" "), .leaf(.mark(.few)), .source(" "),
                        .leaf(.day(CalendarDay(year: 2026, month: 9, day: 3))),
                    ])),
            ])
        ])
        expectNoDifference(
            paper.document.blocks,
            [
                .heading(level: 2, [.text("Läget")]),
                .paragraph([
                    .strong([.leaf(.text("*inte* markup"))]), .text(" "),
                    .leaf(.number(NumberLeaf(0.25, style: .percent))),
                    .text(" "), .leaf(.few(5)), .text(" "), .leaf(.date(DateLeaf(2026, 9, 3))),
                ]),
            ])
    }

    @Test func `a table asks for its set, with headings from the catalogue or the routine`() throws {
        let paper = try draw([
            .record([
                Field("block", .text("table")), Field("set", .set(hard)),
                Field(
                    "columns",
                    .list([column("label"), column("missed"), column("share"), column("trend", "Sedan sist")])
                ),
            ])
        ])
        expectNoDifference(
            paper.document.blocks,
            [
                .table(
                    Table(
                        columns: [
                            .init("label", title: "Kriterium"),
                            .numbers("missed", title: "Når inte"),
                            .numbers("share", title: "Andel av de bedömda"),
                            .numbers("trend", title: "Sedan sist"),
                        ],
                        rows: [
                            [
                                [.leaf(.text("Begrepp"))], [.leaf(.number(NumberLeaf(8)))],
                                [.leaf(.number(NumberLeaf(1.0 / 3, style: .percent)))],
                                [.leaf(.number(NumberLeaf(1.0 / 3, style: .points, isSigned: true)))],
                            ]
                        ], hasRowHeaders: true))
            ])
    }

    @Test func `headings are English in an English run`() throws {
        let paper = try draw(
            [
                .record([
                    Field("block", .text("table")), Field("set", .set(hard)),
                    Field("columns", .list([column("subject_name")])),
                ])
            ], language: .english)
        guard case .table(let table) = paper.document.blocks[0] else {
            Issue.record()
            return
        }
        expectNoDifference(table.columns[0].title, "Subject")
        expectNoDifference(table.rows, [[[.leaf(.text("Mathematics"))]]])
    }

    @Test func `nothing to show is a sentence`() throws {
        let none = SetDescription.here("hard_criteria", .where("share", condition("at_least", .number(0.99))))
        let columns = Field("columns", .list([column("label")]))
        let paper = try draw([
            .record([Field("block", .text("table")), Field("set", .set(none)), columns]),
            .record([
                Field("block", .text("table")), Field("set", .set(none)), columns,
                Field("empty", .rich([.source("Alla når *allt*.")])),
            ]),
        ])
        expectNoDifference(
            paper.document.blocks,
            [
                .paragraph([.text("Inget att visa.")]),
                .paragraph([.text("Alla når "), .emphasis([.text("allt")]), .text(".")]),
            ])
    }

    @Test func `bars take their label and value by key`() throws {
        let paper = try draw([
            .record([
                Field("block", .text("bars")), Field("set", .set(hard)), Field("label", .text("label")),
                Field("value", .text("share")), Field("title", .rich([.source("Andel")])),
            ])
        ])
        expectNoDifference(
            paper.document.blocks,
            [
                .bars(
                    BarChart(
                        title: "Andel", style: .percent,
                        bars: [.init([.leaf(.text("Begrepp"))], .number(.real(1.0 / 3)))]))
            ])
    }

    @Test func `a table of the script's own rows shows them`() throws {
        let paper = try draw([
            .record([
                Field("block", .text("table")),
                Field("rows", .list([.record([Field("a", .text("x")), Field("n", .int(3))])])),
                Field("columns", .list([column("a"), column("n")])),
            ])
        ])
        guard case .table(let table) = paper.document.blocks[0] else {
            Issue.record()
            return
        }
        expectNoDifference(table.rows, [[[.leaf(.text("x"))], [.leaf(.number(NumberLeaf(3)))]]])
        expectNoDifference(table.columns.map(\.alignment), [.leading, .trailing])
    }

    @Test func `a pupil is a person whose name stands on the paper only with the right to names`() throws {
        let table = Value.record([
            Field("block", .text("table")),
            Field("set", .set(.here("interventions", .where("code", .text("I-1"))))),
            Field("columns", .list([column("target"), column("title")])),
        ])
        let without = text(try draw([table]))
        let with = text(try draw([table], reads: [.pupils, .interventions, .names]))
        #expect(without.contains("Elev 7A-") && !without.contains("Namn1"))
        #expect(with.contains("Namn1 Ek") && !with.contains("Elev 7A-"))
    }

    @Test func `the paper says where it comes from`() throws {
        let meta = try draw([]).document.meta
        expectNoDifference(
            meta,
            Document.Meta(
                asOf: DateLeaf(2026, 11, 24), audience: "elevhälsoteamet", organisation: "Ekskolan",
                madeBy: "varv/resultatdialog 1.0.0", provenance: ["Körning 12"]))
    }

    @Test func `a paper for everyone shows no small number and no pupil`() throws {
        let byGroup = SetDescription.here("hard_criteria_by_group", .where("code", .text("MA-7-begrepp")))
        let paper = try draw(
            [
                .record([
                    Field("block", .text("table")), Field("set", .set(byGroup)),
                    Field("columns", .list([column("group"), column("missed")])),
                ])
            ], reads: [.results], audience: .public)
        guard case .table(let table) = paper.document.blocks[0] else {
            Issue.record()
            return
        }
        expectNoDifference(table.rows.map { $0[1] }, [[.leaf(.few(5))], [.leaf(.few(5))]])
        #expect(throws: VarvError.self) {
            try draw(
                [
                    .record([
                        Field("block", .text("table")), Field("set", .set(.here("assessments"))),
                        Field("columns", .list([column("step")])),
                    ])
                ],
                reads: [.results], audience: .public)
        }
    }

    @Test func `a paper is written in every format`() throws {
        let paper = try draw([
            .record([Field("block", .text("prose")), Field("text", .rich([.source("Hej")]))])
        ])
        for format in PaperFormat.allCases where format != .csv {
            #expect(String(decoding: paper.data(as: format), as: UTF8.self).contains("Hej"))
        }
    }

    @Test func `a paper is drawn for each part of the scope that exists`() throws {
        let units = { (per: String, scope: RunScope, person: Person) in
            try SmallSchool(person: person).services(scope: scope, reads: [.results, .dialogues]) {
                try $0.context.units(per: per)
            }
        }
        let anna = Person("anna", role: .leadership)
        expectNoDifference(try units("school", .cycle(2), anna), [.cycle(2)])
        expectNoDifference(try units("year_group", .cycle(2), anna), [RunScope(cycle: 2, yearGroup: 7)])
        expectNoDifference(
            try units("group", .cycle(2), anna),
            [RunScope(cycle: 2, group: "7A"), RunScope(cycle: 2, group: "7B")])
        expectNoDifference(
            try units("teaching", .cycle(2), anna),
            [
                RunScope(cycle: 2, group: "7A", subject: "MA", teacher: "ALI"),
                RunScope(cycle: 2, group: "7B", subject: "MA", teacher: "BOB"),
            ])
        expectNoDifference(
            try units("teaching", .cycle(2), Person("bo", role: .teacher, staff: "BOB")),
            [RunScope(cycle: 2, group: "7B", subject: "MA", teacher: "BOB")])
        expectNoDifference(
            try units("year_group", .cycle(2), Person("eva", role: .eht, staff: "EVA")),
            [RunScope(cycle: 2, yearGroup: 7)])
        expectNoDifference(
            try units(
                "teaching", RunScope(cycle: 2, teacher: "ALI"), Person("bo", role: .teacher, staff: "BOB")),
            [])
    }
}
