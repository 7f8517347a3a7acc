/// Something that is not as in plain Lua, on purpose.
///
/// `Tests/Conformance/differences.lua` shows each by its name, and the article `LuaDifferences` tells people.
struct Difference {
    let name: String
    let why: String
    /// What a script's author does instead.
    let instead: String

    init(_ name: String, why: String, instead: String) {
        self.name = name
        self.why = why
        self.instead = instead
    }

    /// The difference as a row of the article.
    var row: String { "| \(name) | \(why) | \(instead) |" }

    static let all = [
        Difference(
            "order of pairs",
            why:
                "Integers, then other numbers, then text by its bytes, so that the same report is the same every time.",
            instead: "Nothing; a list is still the way to choose an order."),
        Difference(
            "order of next", why: "The same order as `pairs`.",
            instead: "Nothing; keys assigned during a walk are not seen in it."),
        Difference(
            "pairs of no table", why: "The error comes where the mistake is, not one step later.",
            instead: "Give `pairs` a table."),
        Difference(
            "next after a key that is not there",
            why: "In an order that is known, what comes after a removed key is known too.",
            instead: "Nothing."),
        Difference(
            "keys without an order",
            why:
                "Tables and functions as keys could only be ordered by address, which differs from run to run.",
            instead: "Go through a list of them; one such key is allowed and comes last."),
        Difference(
            "addresses",
            why: "Where a value lies in memory differs from run to run, and helps nobody but an attacker.",
            instead: "Give the table a `__tostring` or a `__name`."),
        Difference(
            "%p", why: "It shows an address.", instead: "Compare with `==` or `rawequal`."),
        Difference(
            "__tostring that gives no text", why: "The message is in the school's language.",
            instead: "Return a text."),
        Difference(
            "__gc", why: "A finalizer runs at a moment nobody chose, when no limit can stop it.",
            instead: "Close with `local x <close>` or a function of your own."),
        Difference(
            "metatable of texts",
            why: "Every text shares it, so a change would reach the library's own code.",
            instead: "Write a function that takes the text."),
        Difference(
            "metatable of _G", why: "It is what tells of unknown names.", instead: "Use a table of your own."),
        Difference(
            "unknown names", why: "A misspelt name is an error that says which was meant, not `nil`.",
            instead: "`rawget(_G, name)` asks whether a name exists."),
        Difference(
            "new globals", why: "A forgotten `local` would make a value that everything shares.",
            instead: "Write `local`."),
        Difference(
            "load takes text", why: "Nothing can stop a reading function in the middle of the parser.",
            instead: "Put the pieces together with `table.concat` first."),
        Difference(
            "load takes source", why: "Lua does not check compiled code, and bad code can do anything.",
            instead: "Load the text it was made from."),
        Difference(
            "load takes 64 KiB",
            why: "The parser takes very long over some long texts, and nothing can stop it there.",
            instead: "Divide it into modules."),
        Difference(
            "chunk names of the library", why: "Lines of the library are not shown in messages.",
            instead: "Choose another name."),
        Difference(
            "string.dump", why: "Compiled code cannot be loaded again.", instead: "Keep the text."),
        Difference(
            "unpack of many", why: "At most 8,000 values at once: more take time that no limit sees.",
            instead: "Go through the list."),
        Difference(
            "byte of many", why: "At most 8,000 values at once: more take time that no limit sees.",
            instead: "Take a piece at a time."),
        Difference(
            "sorting keeps equals in order",
            why: "Plain Lua leaves equals in an order that depends on the clock.",
            instead: "Nothing; sort by the least important first, then by the next."),
        Difference(
            "sorting with any comparison",
            why: "A comparison that contradicts itself gives some order, where plain Lua may raise.",
            instead: "Compare with `<`, not `<=`."),
        Difference(
            "random numbers", why: "They follow from the run, so that the run can be repeated.",
            instead: "`math.randomseed(number)` chooses another row of them."),
        Difference(
            "randomseed without a seed",
            why: "There is no seed from clock or memory; it starts the run's row again.",
            instead: "Give a number."),
        Difference(
            "now", why: "The clock stands still at the moment the run began, so that a report has one date.",
            instead: "Nothing."),
        Difference(
            "os.clock", why: "It is always 0: how long something took differs from run to run.",
            instead: "The run says afterwards how much time it took."),
        Difference(
            "time zones", why: "The host knows the zone; a script sees the school's local time.",
            instead: "`os.date(\"!…\")` is UTC."),
        Difference(
            "years", why: "Years 0 to 9999 are those that every program reads alike.",
            instead: "Check the date first."),
        Difference(
            "close in close",
            why: "Lua 5.4.4 overflows its stack when coroutines close one another without end.",
            instead: "At most ten inside each other."),
        Difference(
            "traceback", why: "Only lines of scripts are shown, as in the messages.", instead: "Nothing."),
        Difference(
            "debug", why: "It reaches into other functions, the library's too; `debug.traceback` is there.",
            instead: "Pass what is needed as arguments."),
        Difference(
            "collectgarbage", why: "Memory is the host's matter.",
            instead: "Let go of what is no longer used."),
        Difference(
            "dofile and loadfile", why: "A script opens no files.",
            instead: "`require` a module of the package."),
        Difference("warn", why: "It writes past the host.", instead: "`print`."),
        Difference(
            "io", why: "A script opens no files: an adapter is given its rows, and papers go to the host.",
            instead: "`row`, `print`, `page`."),
        Difference(
            "package", why: "Modules are found by the host: `varv.…` and the package's own.",
            instead: "`require`."),
        Difference(
            "os",
            why:
                "Only `os.time`, `os.date`, `os.difftime` and `os.clock`: a script reaches no other program.",
            instead: "Nothing."),
    ]
}
