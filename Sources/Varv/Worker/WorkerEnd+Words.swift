import Glibc
package import VarvBridge

extension WorkerEnd {
    /// What ended the worker, how much was used of how much, and what to do; for the person who ran the
    /// routine.
    package var words: Words {
        switch self {
        case .clean:
            Words(sv: "Rutinen är klar.", en: "The routine is done.")
        case .processorTime(let used, let budget):
            Words(
                sv: "Rutinen använde \(used.swedish) av \(budget.swedish) processortid och stoppades. "
                    + "Leta efter en slinga som inte tar slut, eller tillåt mer med --seconds.",
                en: "The routine used \(used.english) of \(budget.english) of processor time and was ended. "
                    + "Look for a loop that never ends, or allow more with --seconds.")
        case .wall(let waited, let budget):
            Words(
                sv: "Rutinen svarade inte på \(waited.swedish) (gränsen är \(budget.swedish)) och stoppades. "
                    + "Är datorn hårt belastad, försök igen; annars tillåt mer med --seconds.",
                en: "The routine did not answer for \(waited.english) (the limit is \(budget.english)) "
                    + "and was ended. If the machine is busy, try again; otherwise allow more with --seconds."
            )
        case .hostTime(let used, let budget):
            Words(
                sv:
                    "Det rutinen bad om tog \(used.swedish) för Varv (gränsen är \(budget.swedish)), så den stoppades. "
                    + "Be om mindre eller dela upp det; fråga om en hel mängd i stället för om varje sak.",
                en:
                    "What the routine asked for took \(used.english) of Varv's own time (the limit is \(budget.english)), so it "
                    + "was ended. Ask for less: one question about the whole set instead of one about each thing."
            )
        case .memory(let asked?, let budget) where asked.mebibytes > budget.mebibytes:
            Words(
                sv:
                    "Rutinen ville ha \(asked.mebibytes) MiB minne, får ha \(budget.mebibytes) MiB och stoppades. "
                    + "Låt den spara mindre åt gången, eller tillåt mer med --memory.",
                en:
                    "The routine wanted \(asked.mebibytes) MiB of memory, may have \(budget.mebibytes) MiB and was "
                    + "ended. Let it keep less at a time, or allow more with --memory.")
        case .memory(_, let budget):
            Words(
                sv: "Rutinen behövde mer än sina \(budget.mebibytes) MiB minne och stoppades. "
                    + "Låt den spara mindre åt gången, eller tillåt mer med --memory.",
                en: "The routine needed more than its \(budget.mebibytes) MiB of memory and was ended. "
                    + "Let it keep less at a time, or allow more with --memory.")
        case .output(let asked?, let budget):
            Words(
                sv:
                    "Rutinen skrev ut \(Self.size(asked).sv) MiB text, får skriva ut \(Self.size(budget).sv) MiB och stoppades. "
                    + "Ta bort utskrifter, eller gör en rapport av dem.",
                en:
                    "The routine printed \(Self.size(asked).en) MiB of text, may print \(Self.size(budget).en) MiB and was "
                    + "ended. Remove some printing, or make a report of it.")
        case .output(nil, let budget):
            Words(
                sv: "Rutinen skrev ut mer än \(budget.mebibytes) MiB text och stoppades. "
                    + "Ta bort utskrifter, eller gör en rapport av dem.",
                en: "The routine printed more than \(budget.mebibytes) MiB of text and was ended. "
                    + "Remove some printing, or make a report of it.")
        case .records(let count, let budget):
            Words(
                sv: "Rutinen lämnade \(count) poster, får lämna \(budget) och stoppades. "
                    + "Leta efter en slinga som lägger till samma sak om och om igen.",
                en: "The routine made \(count) records, may make \(budget) and was ended. "
                    + "Look for a loop that adds the same thing again and again.")
        case .traffic(let sent, let budget):
            Words(
                sv:
                    "Rutinen skickade \(Self.size(sent).sv) MiB till Varv på en gång, får skicka \(Self.size(budget).sv) MiB och "
                    + "stoppades. Leta efter en slinga som skriver eller lägger till utan slut.",
                en:
                    "The routine sent \(Self.size(sent).en) MiB to Varv in one go, may send \(Self.size(budget).en) MiB and was "
                    + "ended. Look for a loop that prints or adds without end.")
        case .crashed(let signal) where signal == WorkerSignal.forbiddenCall:
            Words(
                sv: "Rutinen försökte göra något som ingen rutin får (öppna filer, nätet eller program) och "
                    + "stoppades. Kör den inte igen förrän någon har läst den.",
                en: "The routine tried what no routine may (opening files, the network or programs) and was "
                    + "ended. Do not run it again until someone has read it.")
        case .crashed(SIGKILL):
            Words(
                sv:
                    "Programmet som kör rutinen stoppades utifrån, oftast för att datorns minne tog slut. Det "
                    + "den höll på med är inte sparat. Stäng andra program och försök igen.",
                en:
                    "The program that runs the routine was ended from outside, most often since the computer ran "
                    + "out of memory. What it was at is not stored. Close other programs and try again.")
        case .crashed(let signal):
            Words(
                sv: "Programmet som kör rutinen kraschade (signal \(signal)). Ingenting är sparat. "
                    + "Det är ett fel i Varv eller Lua: spara rutinen och anmäl det.",
                en: "The program that runs the routine crashed (signal \(signal)). Nothing is stored. "
                    + "This is a fault in Varv or Lua: keep the routine and report it.")
        case .unexpectedStatus(let status):
            Words(
                sv: "Programmet som kör rutinen slutade oväntat (status \(status)). Ingenting är sparat. "
                    + "Kontrollera installationen med varv kolla.",
                en: "The program that runs the routine ended unexpectedly (status \(status)). Nothing is "
                    + "stored. Check the installation with varv doctor.")
        case .protocolViolation(let breach):
            Words(
                sv: "Programmet som kör rutinen bröt mot överenskommelsen med Varv och stoppades "
                    + "(\(breach.words.sv)). Ingenting är sparat. Kontrollera att varv och varv-worker hör ihop.",
                en: "The program that runs the routine broke its agreement with Varv and was ended "
                    + "(\(breach.words.en)). Nothing is stored. Check that varv and varv-worker belong together."
            )
        case .interrupted:
            Words(
                sv: "Avbruten. Rutinen slutade inte av sig själv inom en halv sekund, så den stoppades. "
                    + "Ingenting är sparat.",
                en: "Interrupted. The routine did not end by itself within half a second, so it was ended. "
                    + "Nothing is stored.")
        case .stopped:
            Words(
                sv: "Körningen avbröts av Varv. Ingenting är sparat.",
                en: "Varv gave up the run. Nothing is stored.")
        case .lockdownFailed:
            Words(
                sv: "Datorn lät inte varv-worker låsa in sig, så rutinen fick inte börja. "
                    + "Kör varv kolla för att se vad som saknas.",
                en: "The system did not let varv-worker lock itself in, so the routine was not started. "
                    + "Run varv doctor to see what is missing.")
        case .hostGone:
            Words(
                sv:
                    "Programmet som kör rutinen förlorade kontakten med Varv. Ingenting är sparat. Försök "
                    + "igen.",
                en: "The program that runs the routine lost contact with Varv. Nothing is stored. Try again.")
        case .luaPanic:
            Words(
                sv: "Lua gav upp mitt i rutinen. Ingenting är sparat. Det är ett fel i Varv: "
                    + "spara rutinen och anmäl det.",
                en: "Lua gave up in the middle of the routine. Nothing is stored. This is a fault in Varv: "
                    + "keep the routine and report it.")
        case .lost:
            Words(
                sv: "Det går inte att veta hur rutinen slutade: programmet som använder Varv hämtade "
                    + "slutkoden först. Ingenting är sparat. Låt programmet varken ignorera SIGCHLD eller vänta på alla barn.",
                en: "Nobody knows how the routine ended: the program that embeds Varv took its exit "
                    + "status first. Nothing is stored. Let the program neither ignore SIGCHLD nor wait for every child."
            )
        }
    }
}

extension WorkerEnd {
    /// Bytes as MiB to one decimal, rounded up: a byte too many never reads as the limit itself.
    private static func size(_ bytes: Int) -> Words {
        let tenths = ((bytes & 0xF_FFFF) * 10 + 0xF_FFFF) >> 20
        let (whole, part) = ((bytes >> 20) + tenths / 10, tenths % 10)
        return part == 0
            ? Words(sv: "\(whole)", en: "\(whole)") : Words(sv: "\(whole),\(part)", en: "\(whole).\(part)")
    }
}

extension WorkerReport: CustomStringConvertible {
    /// The English sentence with its code, for logs.
    package var description: String { "\(end.code) \(end.words.en)" }
}

extension Duration {
    /// Seconds to one decimal, as a person says them.
    private var tenths: (whole: Int64, part: Int64) {
        let tenths = (milliseconds + 50) / 100
        return (tenths / 10, tenths % 10)
    }

    var swedish: String { tenths.part == 0 ? "\(tenths.whole) s" : "\(tenths.whole),\(tenths.part) s" }
    var english: String { tenths.part == 0 ? "\(tenths.whole) s" : "\(tenths.whole).\(tenths.part) s" }
}

extension Int {
    /// Bytes as whole MiB, never less than one.
    fileprivate var mebibytes: Int { Swift.max(1, (self >> 20) + (self >> 19 & 1)) }
}
