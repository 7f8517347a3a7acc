/// What the last heading of a file of rows left out says: the host writes it, and the worker knows the file by it.
package enum LeftOutRows {
    package static let reason = (sv: "Orsak", en: "Reason")
}
