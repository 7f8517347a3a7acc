import Foundation
import VarvModel

/// The host's clock as a school reads it: its day in the machine's zone, its moments in UTC.
struct SchoolClock: Sendable {
    /// Seconds since 1970.
    let seconds: @Sendable () -> Int64

    var zoneOffset: Int {
        TimeZone.current.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds())))
    }

    var today: Day { Self.day(seconds() + Int64(zoneOffset)) }

    /// The moment as the store keeps it: `2026-11-24T01:42:41Z`.
    var now: String {
        let seconds = seconds()
        let day = Self.day(seconds)
        let rest = Int(seconds - Int64(day.ordinal) * 86_400)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(day.isoText)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    /// The day a second lies in, also before 1970.
    private static func day(_ seconds: Int64) -> Day {
        Day(ordinal: Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
    }
}
