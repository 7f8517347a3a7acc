import VarvDocuments

/// Invented papers that use every block and every leaf.
enum Samples {
    static let pupil = PersonReference(handle: "p1", pseudonym: "Elev 7B-04")
    static let hidden = PersonReference(handle: "p2", pseudonym: "Elev 7A-11")

    /// Knows one of the two pupils; the other has protected identity.
    static let names = Names.names { $0.handle == "p1" ? "Åsa Öberg" : nil }

    static func text(_ text: String) -> [Inline] { [.text(text)] }
    static func number(_ value: Double, _ style: NumberLeaf.Style = .plain, signed: Bool = false) -> [Inline]
    {
        [.leaf(.number(NumberLeaf(value, style: style, isSigned: signed)))]
    }

    static func report(_ language: Document.Language = .swedish) -> Document {
        Document(
            title: "EHT-underlag årskurs 7, varv 3", language: language,
            meta: .init(
                asOf: DateLeaf(2026, 9, 3), audience: "EHT", organisation: "Ekskolan",
                madeBy: "ekskolan/eht-underlag 1.0.0",
                provenance: [
                    "Källa: Betygsboken, inläst 2 september 2026 (körning 14). 409 rader, 3 utelämnade."
                ]),
            blocks: Markdown.parse([
                .source("Underlaget visar "), .leaf(.number(NumberLeaf(1))),
                .source(
                    """
                     årskurs med 78 elever, varav **fyra** utan bedömning. Ett kriterium är med när minst
                    *en fjärdedel* av eleverna inte når det.

                    ## Kriterier som eleverna har svårt att nå
                    """),
            ]) + [
                .bars(
                    BarChart(
                        title: "Andel som inte når kriteriet", style: .percent,
                        bars: [
                            .init(
                                text("Resonerar om orsaker till och konsekvenser av samhällsförändringar"),
                                .number(.real(0.42)), note: text("32 av 76")),
                            .init(
                                text("Löser problem i flera steg"), .number(.real(0.335)),
                                note: text("25 av 75")),
                            .init(text("Skriver med källor"), .number(.real(0.28)), note: text("21 av 74")),
                            .init(text("Samtalar på engelska"), .few(5)),
                            .init(text("Spelar på instrument"), .missing, note: text("ej bedömt")),
                        ])),
                .table(table),
            ]
                + Markdown.parse(
                    """
                    ## Insatser att utvärdera

                    1. Gå igenom varje insats: *förstärk*, *förändra*, *ta bort*.
                       - skälet skrivs ned
                       - någon återkopplar till vårdnadshavare
                    2. Besluta vem som följer upp.

                    > Det som inte följs upp har inte hänt.
                    """) + [
                    .table(interventions),
                    .lines(count: 4, label: text("Skäl, och vem som återkopplar och följer upp")),
                    .pageBreak,
                    .heading(level: 2, text("Så räknas det")),
                    .code("andel = ej nått / bedömda\n  -- grupper under 5 visas inte"),
                    .rule,
                    .paragraph([
                        .text("Uppdaterad "), .leaf(.date(DateLeaf(2026, 9, 3))), .text(", följs upp "),
                        .leaf(.week(48, year: 2026)), .text(". Steget "),
                        .leaf(.term(code: "insats", label: "Insats krävs")), .text(" räknas som "),
                        .code("missed"), .text("."), .lineBreak, .text("Frågor till "), .leaf(.person(pupil)),
                        .text(" ställs av mentorn."),
                    ]),
                ])
    }

    static let table = Table(
        columns: [
            .init("subject", title: "Ämne"), .init("label", title: "Kriterium"),
            .numbers("missed", title: "Når inte"), .numbers("assessed", title: "Bedömda"),
            .numbers("trend", title: "Sedan sist"),
        ],
        rows: [
            [
                text("Samhällskunskap"),
                text("Resonerar om orsaker till och konsekvenser av samhällsförändringar"), number(32),
                number(76), number(0.05, .points, signed: true),
            ],
            [
                text("Matematik"), text("Löser problem i flera steg"), number(25), number(75),
                number(-0.08, .points, signed: true),
            ],
            [
                text("Svenska"), text("Skriver med källor"), number(21), number(12074),
                number(0, .points, signed: true),
            ],
            [
                text("Engelska"), text("Samtalar på engelska"), [.leaf(.few(5))], number(71),
                [.leaf(.missing)],
            ],
            [text("Musik"), text("Spelar på instrument"), [.leaf(.noBasis)], number(0), [.leaf(.missing)]],
        ], caption: text("Svåra kriterier"), hasRowHeaders: true)

    static let interventions = Table(
        columns: [
            .init("target", title: "För vem"), .init("title", title: "Insats"), .init("weeks", title: "Tid"),
            .init("follows_up", title: "Följer upp"), .init("due", title: "Senast"),
            .init("decision", title: "Beslut"),
        ],
        rows: [
            [
                [.leaf(.person(pupil))], text("Läsgrupp två gånger i veckan hos speciallärare"),
                [.leaf(.week(36, year: nil)), .text("–"), .leaf(.week(47, year: nil))], text("Ö. Lind"),
                [.leaf(.date(DateLeaf(2026, 11, 20)))], [],
            ],
            [
                [.leaf(.person(hidden))], text("Anpassade prov"), [.leaf(.week(40, year: nil))],
                [.leaf(.missing)], [.leaf(.date(DateLeaf(2026, 10, 2)))], [],
            ],
        ])

    static func form(_ language: Document.Language = .swedish) -> Document {
        Document(
            title: "Resultatdialog Matematik 7B, varv 4", language: language,
            meta: .init(asOf: DateLeaf(2026, 11, 20), audience: "Läraren", organisation: "Ekskolan"),
            blocks: [
                .heading(level: 2, text("Sedan sist")),
                .quote([
                    .paragraph([
                        .text("I varv 3 tänkte du: ”"),
                        .leaf(.text("Mer muntligt arbete i par före skrivandet.")), .text("”"),
                    ])
                ]),
                .field(
                    FormField(
                        "effect", label: text("Hur gick det?"),
                        kind: .choice([
                            .init("yes", "Fler når kriteriet"), .init("partly", "Några fler"),
                            .init("no", "Ingen skillnad"), .init("not_done", "Det blev inte av"),
                        ]), isRequired: true, prefilled: "partly")),
                .heading(level: 2, text("Kriterier som eleverna har svårt att nå")),
                .field(
                    FormField(
                        "change", about: "MA-7-03",
                        label: [
                            .leaf(.number(NumberLeaf(9))), .text(" av "), .leaf(.number(NumberLeaf(24))),
                            .text(" når inte "), .emphasis([.leaf(.text("löser problem i flera steg"))]),
                            .text(". Vad ändrar du i undervisningen?"),
                        ], kind: .text(lines: 4), isRequired: true, help: text("Två meningar räcker."))),
                .field(
                    FormField(
                        "note", label: text("Något mer?"), kind: .text(lines: 2),
                        prefilled: "Rad ett\nRad två <b>\"fet\"</b>")),
                .field(
                    FormField("met", label: text("När samtalade ni?"), kind: .date, prefilled: "2026-11-24")),
                .field(FormField("count", label: text("Hur många berörs?"), kind: .number)),
                .field(FormField("who", label: text("Vem ser du först?"), kind: .person([pupil, hidden]))),
                .heading(level: 2, text("Till nästa varv")),
                .field(
                    FormField(
                        "next", label: text("Vad gör du?"),
                        kind: .task(
                            .init(
                                owner: text("Ali Demir"),
                                aims: [
                                    .init("MA-7-03", "Löser problem i flera steg"),
                                    .init("MA-7-05", "Redovisar sin lösning"),
                                ], due: [.text("varv 5, "), .leaf(.date(DateLeaf(2027, 2, 12)))])),
                        isRequired: true)),
            ])
    }
}
