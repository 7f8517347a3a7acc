import CustomDump
import Foundation
import Testing

/// On another system the build stops at one sentence.
@Suite struct PlatformTests {
    @Test func `a build elsewhere than on Linux says what Varv is made of, and nothing besides`() throws {
        let ran = try Program(
            "/usr/bin/env",
            ["cc", "-fsyntax-only", "-U__linux__", "-x", "c", "Sources/CSystem/include/CSystem.h"],
            in: Samples.root.path)
        let errors = ran.errors.split(separator: "\n").filter { $0.contains("error") && !$0.contains("| ") }
        expectNoDifference(errors.count, 1)
        #expect(
            errors[0].hasSuffix(
                #"Varv runs on Linux: the border around routines is built of pidfd, landlock and seccomp.""#))
    }
}
