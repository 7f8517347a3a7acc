extension FormatError {
    /// The sentence in Swedish: what, where, and what to do.
    package var sv: String { words.sv }

    /// The sentence in English: what, where, and what to do.
    package var en: String { words.en }

    private var words: (sv: String, en: String) {
        switch code {
        case .readFailed, .unterminatedQuote, .cellTooLong, .rowTooLong, .tooManyColumns: stopped
        case .longRow, .encodingBroken, .nulByte: oneRow
        default: otherFormat
        }
    }

    private var line: Int { place?.line ?? 1 }

    private var stopped: (sv: String, en: String) {
        let limit = limit ?? 0
        switch code {
        case .unterminatedQuote:
            return (
                "Rad \(line): ett citattecken (\") öppnas här men stängs aldrig. Ta bort det, eller stäng det.",
                "Line \(line): a quotation mark (\") opens here and never closes. Remove it, or close it."
            )
        case .cellTooLong:
            return (
                "Rad \(line): en cell är längre än \(limit) byte. Oftast saknas ett avslutande citattecken (\").",
                "Line \(line): a cell is longer than \(limit) bytes. Most often a closing quotation mark is missing."
            )
        case .rowTooLong:
            return (
                "Rad \(line): raden är längre än \(limit) byte. Kontrollera att filen är en tabell.",
                "Line \(line): the row is longer than \(limit) bytes. Check that the file is a table."
            )
        case .tooManyColumns:
            return (
                "Rad \(line): raden har fler än \(limit) kolumner. Kontrollera att filen är en tabell.",
                "Line \(line): the row has more than \(limit) columns. Check that the file is a table."
            )
        default:
            return (
                "Filen gick inte att läsa (systemfel \(found ?? 0)). Försök igen, eller kopiera filen hit först.",
                "The file could not be read (system error \(found ?? 0)). Try again, or copy the file here first."
            )
        }
    }

    private var oneRow: (sv: String, en: String) {
        switch code {
        case .longRow:
            return (
                "Rad \(line): raden har \(found ?? 0) celler men rubrikerna är \(limit ?? 0). "
                    + "Oftast står skiljetecknet i en text utan citattecken.",
                "Line \(line): the row has \(found ?? 0) cells but there are \(limit ?? 0) headings. "
                    + "Most often the delimiter stands in a text without quotation marks."
            )
        case .nulByte:
            return (
                "Rad \(line): raden innehåller ett nolltecken och är troligen skadad. Exportera filen på nytt.",
                "Line \(line): the row holds a null character and is probably damaged. Export the file again."
            )
        default:  // V14
            return (
                "Rad \(line): filen ser ut att ha fel teckenkodning. Prova Windows-1252 eller UTF-8.",
                "Line \(line): the file seems wrongly encoded. Try Windows-1252 or UTF-8."
            )
        }
    }

    private var otherFormat: (sv: String, en: String) {
        let sv = "Öppna den i Excel eller LibreOffice, välj Spara som → CSV UTF-8, och läs in den filen."
        let en = "Open it in Excel or LibreOffice, choose Save as → CSV UTF-8, and read that file."
        switch code {
        case .emptyFile:
            return (
                "Filen är tom. Kontrollera att exporten blev klar och gör den på nytt.",
                "The file is empty. Check that the export finished and make it again."
            )
        case .excelWorkbook:
            return ("Filen är en Excelbok (xlsx). \(sv)", "The file is an Excel workbook (xlsx). \(en)")
        case .excelLegacy:
            return (
                "Filen är en äldre Excelbok (xls). \(sv)", "The file is an older Excel workbook (xls). \(en)"
            )
        case .excelProtected:
            return (
                "Filen är en Excelbok med lösenord. Öppna den med lösenordet, välj Spara som → CSV UTF-8, "
                    + "och läs in den filen.",
                "The file is an Excel workbook with a password. Open it with the password, choose Save as → "
                    + "CSV UTF-8, and read that file."
            )
        case .excelXML:
            return (
                "Filen är ett Excelblad sparat som XML. \(sv)",
                "The file is an Excel sheet saved as XML. \(en)"
            )
        case .openDocument:
            return (
                "Filen är ett OpenDocument-kalkylblad (ods). \(sv)",
                "The file is an OpenDocument spreadsheet (ods). \(en)"
            )
        case .wordDocument:
            return (
                "Filen är ett dokument, inte en tabell. Kopiera tabellen till Excel och välj Spara som → CSV UTF-8.",
                "The file is a document, not a table. Copy the table to Excel and choose Save as → CSV UTF-8."
            )
        case .pdf:
            return (
                "Filen är en PDF. Exportera tabellen som CSV ur verktyget den kom från.",
                "The file is a PDF. Export the table as CSV from the tool it came from."
            )
        case .json:
            return (
                "Filen är JSON. Välj CSV när du exporterar ur verktyget.",
                "The file is JSON. Choose CSV when you export from the tool."
            )
        case .xml:
            return (
                "Filen är XML. Välj CSV när du exporterar ur verktyget, eller öppna den i Excel och välj "
                    + "Spara som → CSV UTF-8.",
                "The file is XML. Choose CSV when you export from the tool, or open it in Excel and choose "
                    + "Save as → CSV UTF-8."
            )
        case .webPage:
            return (
                "Filen är en webbsida, även om namnet slutar på xls. \(sv)",
                "The file is a web page, even if its name ends in xls. \(en)"
            )
        case .accessDatabase:
            return (
                "Filen är en Accessdatabas. Öppna tabellen i Access och välj Exportera → Textfil (CSV).",
                "The file is an Access database. Open the table in Access and choose Export → Text file (CSV)."
            )
        case .database:
            return (
                "Filen är en databas (SQLite). Exportera tabellen som CSV ur programmet den hör till.",
                "The file is a database (SQLite). Export the table as CSV from the program it belongs to."
            )
        case .compressed:
            return (
                "Filen är komprimerad. Packa upp den och läs in CSV-filen som ligger i den.",
                "The file is compressed. Unpack it and read the CSV file inside."
            )
        case .zip:
            return (
                "Filen är ett zip-arkiv. Packa upp det och läs in CSV-filerna var för sig.",
                "The file is a zip archive. Unpack it and read the CSV files one by one."
            )
        case .image:
            return (
                "Filen är en bild. Exportera tabellen som CSV ur verktyget den kom från.",
                "The file is an image. Export the table as CSV from the tool it came from."
            )
        case .utf16:
            return (
                "Filen är text i UTF-16 (”Unicode-text”). \(sv)",
                "The file is text in UTF-16 (“Unicode text”). \(en)"
            )
        case .richText:
            return (
                "Filen är formaterad text (rtf). Kopiera tabellen till Excel och välj Spara som → CSV UTF-8.",
                "The file is rich text (rtf). Copy the table to Excel and choose Save as → CSV UTF-8."
            )
        default:
            return (
                "Filen är inte text utan något annat. Exportera som CSV ur verktyget den kom från.",
                "The file is not text but something else. Export it as CSV from the tool it came from."
            )
        }
    }
}
