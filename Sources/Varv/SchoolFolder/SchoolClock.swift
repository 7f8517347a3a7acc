import Foundation
import VarvModel

/// The host's clock as a school reads it: its day in the machine's zone, its moments in UTC.
package struct SchoolClock: Sendable {
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
        return "\(day.isoText)T\(Self.time(ofDay: rest)):\(Self.two(rest % 60))Z"
    }

    /// A moment as the store keeps it, in words of the clock on the wall: `2026-11-24 02:42`. What is no moment is
    /// returned as it is.
    package static func local(_ moment: String) -> String { local(moment, in: .current) }

    static func local(_ moment: String, in zone: TimeZone) -> String {
        guard let date = try? Date(moment, strategy: .iso8601) else { return moment }
        let seconds = Int64(date.timeIntervalSince1970) + Int64(zone.secondsFromGMT(for: date))
        let day = Self.day(seconds)
        return "\(day.isoText) \(time(ofDay: Int(seconds - Int64(day.ordinal) * 86_400)))"
    }

    /// Hours and minutes.
    private static func time(ofDay seconds: Int) -> String {
        "\(two(seconds / 3600)):\(two(seconds / 60 % 60))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The day a second lies in, also before 1970.
    private static func day(_ seconds: Int64) -> Day {
        Day(ordinal: Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
    }
}
