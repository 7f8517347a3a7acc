/// Something about a file that a person should look at before its rows are believed; reading goes on.
package struct FormatWarning: Hashable, Sendable {
    /// What was noticed; the raw values are stable.
    package enum Code: String, Sendable, CaseIterable {
        /// "Ã¥" where "å" was meant: the file was converted twice.
        case mojibake
        /// U+FFFD in the file: letters were already lost when it was exported.
        case lostLetters
        /// Bytes that Windows-1252 does not define; they read as U+FFFD.
        case undefinedBytes
        /// The first part was plain ASCII and read as UTF-8, a later row was not UTF-8: read as Windows-1252 from there.
        case encodingChanged
        /// The letters look like Mac or DOS Swedish, which is not read.
        case oldEncoding
        /// No delimiter was found, so each row is one cell.
        case oneColumn
        /// Two columns have the same heading.
        case duplicateHeadings
    }

    package var code: Code
    package var place: FilePlace?

    package init(_ code: Code, at place: FilePlace? = nil) {
        self.code = code
        self.place = place
    }

    /// The sentence in Swedish.
    package var sv: String { words.sv }

    /// The sentence in English.
    package var en: String { words.en }

    private var words: (sv: String, en: String) {
        let line = place?.line ?? 1
        switch code {
        case .mojibake:  // V14
            return (
                "Filen ser ut att ha fel teckenkodning (”Ã¥” på rad \(line)). Exportera den på nytt som UTF-8.",
                "The file seems wrongly encoded (“Ã¥” in line \(line)). Export it again as UTF-8."
            )
        case .lostLetters:
            return (
                "Rad \(line): bokstäver gick förlorade redan i exporten (”\u{FFFD}”). Jämför namnen med registret.",
                "Line \(line): letters were lost already in the export (“\u{FFFD}”). Compare names with the register."
            )
        case .undefinedBytes:
            return (
                "Rad \(line): tecken som inte finns i Windows-1252 visas som ”\u{FFFD}”. Prova en annan teckenkodning.",
                "Line \(line): characters that Windows-1252 lacks show as “\u{FFFD}”. Try another encoding."
            )
        case .encodingChanged:
            return (
                "Rad \(line): filen är inte UTF-8 utan läses som Windows-1252.",
                "Line \(line): the file is not UTF-8 and is read as Windows-1252."
            )
        case .oldEncoding:
            return (
                "Å, ä och ö verkar vara skrivna i Mac- eller DOS-kodning. Spara filen på nytt som UTF-8.",
                "Å, ä and ö seem to be written in a Mac or DOS encoding. Save the file again as UTF-8."
            )
        case .oneColumn:
            return (
                "Inget skiljetecken hittades, så varje rad är en enda cell. Ange skiljetecknet om det är fel.",
                "No delimiter was found, so each row is one cell. Name the delimiter if that is wrong."
            )
        case .duplicateHeadings:
            return (
                "Rad \(line): samma rubrik står över flera kolumner; de hålls isär efter sin ordning.",
                "Line \(line): the same heading stands over several columns; they are told apart by order."
            )
        }
    }
}
