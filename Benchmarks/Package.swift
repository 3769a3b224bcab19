// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

// One executable a benchmark; a peer it is measured against is a C target of its own beside it.
let package = Package(
    name: "lineside-benchmarks",
    dependencies: [.package(name: "lineside", path: "..")],
    targets: [
        .executableTarget(
            name: "RingBenchmark",
            dependencies: ["CBoostQueue", .product(name: "LockFree", package: "lineside")],
            swiftSettings: settings
        ),
        .target(name: "CBoostQueue", cxxSettings: [.unsafeFlags(["-O3"])]),
        .executableTarget(
            name: "DecodeBenchmark",
            dependencies: ["CSimdjson", .product(name: "LinesideCore", package: "lineside")],
            swiftSettings: settings
        ),
        .target(
            name: "CSimdjson", cxxSettings: [.unsafeFlags(["-O3", "-march=native"])],
            linkerSettings: [.linkedLibrary("simdjson")]
        ),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
