// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Embedding",
    dependencies: [.package(name: "Varv", path: "../..")],
    targets: [
        .executableTarget(
            name: "Embedding",
            dependencies: [
                .product(name: "Varv", package: "Varv"),
                // Built beside this program, where the host looks for it.
                .product(name: "varv-worker", package: "Varv"),
            ])
    ]
)
