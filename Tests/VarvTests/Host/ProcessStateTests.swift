import CustomDump
import Foundation
import Glibc
import Testing
import VarvModel

@testable import Varv

/// A process that embeds Varv is as it was after every kind of run. Each test has a process of its own.
@Suite(.serialized) struct ProcessStateTests {
    @Test
    func
        `nothing a process has one of is touched by an import, a report, a meeting or a run that ends badly`()
        async throws
    {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardErrorContent]
        ) {
            try await Embedder.prepare()
            let before = try ProcessState.now()
            try await Embedder.everyKindOfRun()
            // Threads and their descriptors end a moment after the last reference to them.
            var after = try ProcessState.now()
            for _ in 0..<100 where after != before {
                try await Task.sleep(for: .milliseconds(20))
                after = try ProcessState.now()
            }
            if let difference = diff(before, after) {
                try FileHandle.standardError.write(contentsOf: Data(difference.utf8))
            }
        }
        expectNoDifference(String(decoding: try #require(result).standardErrorContent, as: UTF8.self), "")
    }

    @Test func `the library prints nothing, whatever happens in it`() async throws {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
        ) {
            try await Embedder.prepare()
            try await Embedder.everyKindOfRun()
        }
        let said = try #require(result)
        expectNoDifference(String(decoding: said.standardOutputContent, as: UTF8.self), "")
        expectNoDifference(String(decoding: said.standardErrorContent, as: UTF8.self), "")
    }

    @Test func `a child of the embedding program's own is left for it to wait for`() async {
        await #expect(processExitsWith: .exitCode(7)) {
            let own = try OwnChild(endingWith: 7)
            try await Embedder.everyKindOfRun()
            exit(Int32(own.wait() ?? 1))
        }
    }

    @Test func `a program that ignores SIGCHLD is told so, and nothing is stored`() async {
        await #expect(processExitsWith: .exitCode(8)) {
            let test = try await TestSchool()
            _ = signal(SIGCHLD, SIG_IGN)
            do {
                _ = try await test.school.run(chunk: "print(1)", name: "a.lua")
            } catch {
                let error = VarvError.wrapping(error)
                let isTold = error.code == "VARV-E308" && error.words.en.contains("SIGCHLD")
                let rows = try await test.rows("SELECT count(*) FROM run")
                exit(isTold && rows == [["1"]] ? 8 : 1)
            }
        }
    }

    @Test func `a program that waits for every child is told so, and nothing is stored`() async {
        await #expect(processExitsWith: .exitCode(8)) {
            let test = try await TestSchool()
            let thread = Thread { while true { if wait(nil) < 0 { usleep(200) } } }
            thread.start()
            for _ in 0..<50 {
                do {
                    _ = try await test.school.run(chunk: "print(1)", name: "a.lua")
                } catch {
                    let error = VarvError.wrapping(error)
                    exit(error.code == "VARV-E308" && error.words.sv.contains("SIGCHLD") ? 8 : 1)
                }
            }
        }
    }
}

/// What the tests above do in a process of their own.
private enum Embedder {
    /// Makes the state peculiar, so that a default put back would show.
    static func prepare() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "varv-\(UUID().uuidString)")
        try Data("standard input".utf8).write(to: folder)
        let input = unsafe open(folder.path, O_RDONLY)
        _ = dup2(input, STDIN_FILENO)
        close(input)
        _ = unsafe unlink(folder.path)
        for signal in [SIGINT, SIGTERM, SIGUSR1, SIGUSR2, SIGCHLD, SIGWINCH] {
            _ = Glibc.signal(signal) { _ in }
        }
        _ = Glibc.signal(SIGPIPE, SIG_DFL)
        _ = umask(0o027)
        // A locale that is on every machine, so that taking it from the environment would show.
        _ = unsafe setenv("LC_ALL", "POSIX", 1)
        _ = unsafe setlocale(LC_ALL, "C.UTF-8")
        // What Swift's own runtime opens when it is first used.
        _ = try ProcessState.now()
        try await Task.sleep(for: .milliseconds(1))
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { await Task.yield() } }
        }
    }

    static func everyKindOfRun() async throws {
        let test = try await TestSchool()
        let people = try await test.run(adapter: Lua.register, on: Lua.pupils)
        try await people.apply(partial: true)
        await (try test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3))).discard()
        _ = try await test.school.draw(
            .named("varv/svara-kriterier"), scope: .cycle(3), granting: [.read(.results)])
        let meeting = try await test.school.meeting(granting: [.read(.pupils)])
        _ = try await meeting.enter("pupils:count()")
        await meeting.end()
        for (source, code) in [
            ("while true do end", "VARV-E301"),
            ("local t = {} while true do t[#t + 1] = {} end", "VARV-E303"),
            ("error('fel')", "VARV-E203"),
        ] {
            await #expect {
                try await test.school.run(
                    chunk: source, name: "a.lua", limits: RunLimits(seconds: 1, memoryMiB: 16))
            } throws: {
                VarvError.wrapping($0).code == code
            }
        }
        let cancelled = Task { try await test.school.run(chunk: "while true do end", name: "a.lua") }
        try await Task.sleep(for: .milliseconds(50))
        cancelled.cancel()
        await #expect { try await cancelled.value } throws: { VarvError.wrapping($0).code == "VARV-E330" }
        await test.school.close()
    }
}
