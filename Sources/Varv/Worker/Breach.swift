package import VarvBridge

/// What a worker did that its agreement with the host does not have.
package enum Breach: Hashable, Sendable {
    case frameTooLong(Int)
    case ownFrameTooLong(Int)
    case endedInsideFrame
    case endedBeforeDone
    case moreAfterLastFrame
    case moreAfterLastWords
    case lastWordsUnreadable
    case lastWordsWithoutLimit
    case wentOnAfterLastFrame
    case wentOnAfterLastWords
    case wentOnWithoutSocket
    case sendsWithoutListening(Int)
    case couldNotRead
    case selfTestUnreadable
    /// No fault of the worker's, but nobody can hear it any more.
    case waitFailed(errno: Int)
    /// What it sent is no frame of this conversation.
    case unreadable(BridgeError)

    package var words: Words {
        switch self {
        case .frameTooLong(let length):
            Words(
                sv: "en ram på \(length) byte, där \(WorkerFrame.maximumPayload) är tillåtna",
                en: "a frame of \(length) bytes, where \(WorkerFrame.maximumPayload) are allowed")
        case .ownFrameTooLong(let length):
            Words(
                sv: "Varvs egen ram på \(length) byte är för stor",
                en: "the host's own frame of \(length) bytes is too large")
        case .endedInsideFrame:
            Words(sv: "det slutade mitt i en ram", en: "it ended in the middle of a frame")
        case .endedBeforeDone:
            Words(sv: "det slutade innan det var klart", en: "it ended before it was done")
        case .moreAfterLastFrame:
            Words(sv: "det skickade mer efter sin sista ram", en: "it sent more after its last frame")
        case .moreAfterLastWords:
            Words(sv: "det skickade mer efter sina sista ord", en: "it sent more after its last words")
        case .lastWordsUnreadable:
            Words(sv: "dess sista ord går inte att läsa", en: "its last words cannot be read")
        case .lastWordsWithoutLimit:
            Words(
                sv: "det sade sina sista ord utan att ha nått någon gräns",
                en: "it said its last words and was not at a limit")
        case .wentOnAfterLastFrame:
            Words(sv: "det slutade inte efter sin sista ram", en: "it did not end after its last frame")
        case .wentOnAfterLastWords:
            Words(sv: "det sade sina sista ord och fortsatte", en: "it said its last words and went on")
        case .wentOnWithoutSocket:
            Words(sv: "det stängde sin förbindelse och fortsatte", en: "it closed its socket and went on")
        case .sendsWithoutListening(let bytes):
            Words(
                sv: "det skickar utan att lyssna, \(bytes) byte hittills",
                en: "it sends without listening, \(bytes) bytes so far")
        case .couldNotRead:
            Words(sv: "det kunde inte läsa vad Varv skickade", en: "it could not read what the host sent")
        case .selfTestUnreadable:
            Words(
                sv: "dess svar på självtestet går inte att läsa",
                en: "its answer to the self test cannot be read")
        case .waitFailed(let errno):
            Words(
                sv: "det gick inte att vänta på det, errno \(errno)",
                en: "waiting for it failed, errno \(errno)")
        case .unreadable(let error): error.words
        }
    }
}
