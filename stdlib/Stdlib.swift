/// The Lua modules, routines and vocabularies that come with Varv, carried in the program itself.
///
/// A new file under `varv/`, `routines/` or `vocabularies/` needs one line below: its name for people, and
/// the member of `PackageResources` that SwiftPM makes of its file name (everything but letters and digits
/// becomes `_`). Because of that, no two files may have the same name, whatever folder they are in. A test
/// compares the lines with the disk.
package enum Stdlib {
    /// One file, read only when it is asked for.
    package struct File: Sendable {
        /// What routines and commands call it: `varv.dates`, `resultatdialog`, `lgr22`.
        package let name: String
        /// Its path under `stdlib/`.
        package let path: String
        private let content: @Sendable () -> [UInt8]

        fileprivate init(_ name: String, _ path: String, _ content: @escaping @Sendable () -> [UInt8]) {
            self.name = name
            self.path = path
            self.content = content
        }

        /// The file's bytes, UTF-8.
        package var bytes: [UInt8] { content() }
        package var text: String { String(decoding: content(), as: UTF8.self) }
    }

    /// What any routine may `require`, by name.
    package static let modules: [String: File] = byName([
        File("varv.dates", "varv/dates.lua") { PackageResources.dates_lua },
        File("varv.lists", "varv/lists.lua") { PackageResources.lists_lua },
        File("varv.stats", "varv/stats.lua") { PackageResources.stats_lua },
        File("varv.texts", "varv/texts.lua") { PackageResources.texts_lua },
    ])

    /// The routines every school starts with, by file name without its ending.
    package static let routines: [String: File] = byName([
        File("resultatdialog", "routines/resultatdialog.lua") { PackageResources.resultatdialog_lua },
        File("svara-kriterier", "routines/svara-kriterier.lua") { PackageResources.svara_kriterier_lua },
    ])

    /// Scales, subjects and criterion sets as TOML, by file name without its ending.
    package static let vocabularies: [String: File] = byName([
        File("criteria-en", "vocabularies/criteria-en.toml") { PackageResources.criteria_en_toml },
        File("criteria-ma", "vocabularies/criteria-ma.toml") { PackageResources.criteria_ma_toml },
        File("criteria-sv", "vocabularies/criteria-sv.toml") { PackageResources.criteria_sv_toml },
        File("merit", "vocabularies/merit.toml") { PackageResources.merit_toml },
        File("scales", "vocabularies/scales.toml") { PackageResources.scales_toml },
        File("subjects", "vocabularies/subjects.toml") { PackageResources.subjects_toml },
        File("support-kinds", "vocabularies/support-kinds.toml") { PackageResources.support_kinds_toml },
        File("year-labels", "vocabularies/year-labels.toml") { PackageResources.year_labels_toml },
    ])

    private static func byName(_ files: [File]) -> [String: File] {
        Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
    }
}
