// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .strictMemorySafety(),
    .treatWarning("StrictMemorySafety", as: .error),
]

// Without the second product a failing `expectNoDifference` is printed but does not fail its test.
let testing: [Target.Dependency] = [
    .product(name: "CustomDump", package: "swift-custom-dump"),
    .product(name: "IssueReportingTestSupport", package: "xctest-dynamic-overlay"),
]

let package = Package(
    name: "Varv",
    products: [
        // The words of the domain and of host functions are modules of their own: some are everyday names.
        .library(name: "Varv", targets: ["Varv", "VarvModel", "VarvBridge"]),
        .executable(name: "varv-worker", targets: ["varv-worker"]),
        .executable(name: "varv", targets: ["varv"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
        .package(url: "https://github.com/pointfreeco/swift-custom-dump", exact: "1.7.3"),
        .package(url: "https://github.com/pointfreeco/xctest-dynamic-overlay", exact: "1.13.1"),
    ],
    targets: [
        // What is installed on the machine.
        .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
        .systemLibrary(name: "CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),

        // The worker's side of the border: whatever stands here, a stranger's script can reach.
        .target(name: "CLuaShim", dependencies: ["CLua"]),
        .target(name: "CSystem", dependencies: ["CSeccomp"]),
        .target(name: "Lua", dependencies: ["CLuaShim"], swiftSettings: settings),
        .target(name: "VarvBridge", swiftSettings: settings),
        .target(name: "VarvFiles", swiftSettings: settings),
        .executableTarget(
            name: "varv-worker", dependencies: ["Lua", "VarvBridge", "VarvFiles", "CSystem"],
            path: "Sources/VarvWorker", resources: [.embedInCode("Library")], swiftSettings: settings),

        // The host's side.
        .target(name: "VarvModel", swiftSettings: settings),
        .target(
            name: "VarvStorage", dependencies: ["VarvModel", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings),
        .target(name: "VarvDocuments", swiftSettings: settings),
        .target(
            name: "VarvStdlib", path: "stdlib", exclude: ["meta"],
            resources: [.embedInCode("varv"), .embedInCode("routines"), .embedInCode("vocabularies")],
            swiftSettings: settings),
        .target(
            name: "Varv",
            dependencies: [
                "VarvBridge", "VarvModel", "VarvStorage", "VarvDocuments", "VarvStdlib", "CSystem", "CSodium",
                .product(name: "TOMLKit", package: "TOMLKit"),
            ], swiftSettings: settings),
        .executableTarget(
            name: "varv",
            dependencies: [
                "Varv", "VarvBridge", "VarvModel", "VarvDocuments",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/VarvCLI", swiftSettings: settings),

        // What `scripts/bench border` measures with.
        .executableTarget(
            name: "varv-bench", dependencies: ["Varv", "VarvBridge", "VarvModel"], path: "Sources/VarvBench",
            swiftSettings: settings),

        // The program of samples/embedding, so that the tests run it; there it is a package of its own.
        .executableTarget(
            name: "embedding-sample", dependencies: ["Varv", "VarvBridge", "VarvModel"],
            path: "samples/embedding/Sources/Embedding", packageAccess: false, swiftSettings: settings),

        // Tests, a folder a target.
        .testTarget(name: "LuaTests", dependencies: ["Lua"] + testing, swiftSettings: settings),
        .testTarget(name: "VarvBridgeTests", dependencies: ["VarvBridge"] + testing, swiftSettings: settings),
        .testTarget(name: "VarvFilesTests", dependencies: ["VarvFiles"] + testing, swiftSettings: settings),
        .testTarget(name: "VarvModelTests", dependencies: ["VarvModel"] + testing, swiftSettings: settings),
        .testTarget(
            name: "VarvStorageTests", dependencies: ["VarvStorage", "VarvModel"] + testing,
            swiftSettings: settings),
        .testTarget(
            name: "VarvDocumentsTests", dependencies: ["VarvDocuments"] + testing, exclude: ["Snapshots"],
            swiftSettings: settings),
        .testTarget(
            name: "VarvTests",
            dependencies: [
                "Varv", "VarvBridge", "VarvModel", "VarvStorage", "VarvDocuments", "VarvStdlib", "CSystem",
                "varv-worker",
            ] + testing, exclude: ["Worker/Fixtures"], swiftSettings: settings),
        // What an embedding program can reach, and nothing else.
        .testTarget(
            name: "EmbeddingTests",
            dependencies: ["Varv", "VarvBridge", "VarvModel", "varv-worker", "embedding-sample"] + testing,
            packageAccess: false, swiftSettings: settings),
        .testTarget(
            name: "StdlibTests", dependencies: ["Lua", "VarvStdlib"] + testing, exclude: ["Lua"],
            swiftSettings: settings),
        .testTarget(
            name: "VarvCLITests",
            dependencies: ["varv", "varv-worker", "Varv", "VarvBridge", "VarvDocuments", "VarvModel"]
                + testing,
            exclude: ["Snapshots"], swiftSettings: settings),
    ]
)
