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

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

// Most tests are run once and compiled each time: what they test is optimized, they are not.
func tests(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
    isOptimized: Bool = false
) -> Target {
    let hasty: [SwiftSetting] = [.unsafeFlags(["-Onone"], .when(configuration: .release))]
    return .testTarget(
        name: name, dependencies: dependencies, exclude: exclude,
        swiftSettings: settings + (isOptimized ? [] : hasty))
}

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

// The simulators' scenarios are part of the program, which needs no file beside it.
let scenarios = ["mask-line", "machining", "sic-wafer", "hydroponics", "yarn"].map {
    Resource.embedInCode("scenarios/\($0).yaml")
}

// So are the rule sets of the funding scheme.
let schemes = ["rfs-2020", "nifs-2024", "nifs-2025"].map { Resource.embedInCode("\($0).yaml") }

// And the templates of reports.
let templates = ["progress-1", "final-1", "benefit-1"].map { Resource.embedInCode("\($0).yaml") }

// From the bottom up: a module may use only what stands above it in this list.
let package = Package(
    name: "lineside",
    products: [
        .executable(name: "lineside", targets: ["Lineside"]),
        .executable(name: "lineside-simulate", targets: ["Simulate"]),
        .executable(name: "RingBenchmark", targets: ["RingBenchmark"]),
        .executable(name: "FoldBenchmark", targets: ["FoldBenchmark"]),
        .executable(name: "DecodeBenchmark", targets: ["DecodeBenchmark"]),
        .executable(name: "GrowthBenchmark", targets: ["GrowthBenchmark"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CMosquitto", pkgConfig: "libmosquitto", providers: [.apt(["libmosquitto-dev"])]),
        .systemLibrary(
            name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(
            name: "CXLSXWriter", pkgConfig: "xlsxwriter",
            providers: [.apt(["libxlsxwriter-dev"])]),
        module("Telemetry"),
        module("LockFree"),
        module("Supervision"),
        module("Sealing", [.product(name: "Crypto", package: "swift-crypto")]),
        module(
            "Plant",
            [
                "Telemetry", .product(name: "Yams", package: "Yams"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        module(
            "Access",
            [
                "Telemetry", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        .target(name: "CChecksum", path: "Sources/Journal/CChecksum"),
        .target(
            name: "Journal", dependencies: ["Telemetry", "CChecksum"], exclude: ["CChecksum"],
            swiftSettings: settings),
        module("Intake", ["Telemetry", "CMosquitto"]),
        module("Decoding", ["Telemetry", "Plant"]),
        module("Discovery", ["Telemetry", "Plant"]),
        module("Production", ["Telemetry", "Plant"]),
        module("Storage", ["Telemetry", "Plant", "Production"]),
        module(
            "StorageSQLite",
            [
                "Telemetry", "Access", "Production", "Sealing", "Storage",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        module(
            "Pipeline",
            [
                "Telemetry", "LockFree", "Plant", "Journal", "Intake", "Decoding", "Production",
                "Storage", .product(name: "Logging", package: "swift-log"),
            ]),
        module("Reporting", ["Telemetry", "Plant", "Production", "Storage"]),
        .target(
            name: "Schemes", path: "config/schemes", exclude: ["README.md"],
            resources: schemes, swiftSettings: settings),
        .target(
            name: "Templates", path: "config/reports", exclude: ["README.md"],
            resources: templates, swiftSettings: settings),
        module("Printing", ["Telemetry", "Plant", "Reporting", "CPango", "CXLSXWriter"]),
        module(
            "Benefits",
            [
                "Telemetry", "Plant", "Production", "Sealing", "Storage", "Reporting", "Schemes",
                "Templates",
                .product(name: "Yams", package: "Yams"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        module(
            "Evidence",
            [
                "Telemetry", "Plant", "Production", "Sealing", "Storage", "StorageSQLite",
                "Reporting", "Benefits",
            ]),
        module(
            "Web",
            [
                "Telemetry", "Plant", "Access", "Journal", "Production", "Sealing", "Storage",
                "Pipeline", "Reporting", "Printing", "Benefits", "Evidence",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(
            name: "Lineside",
            dependencies: [
                "Telemetry", "Plant", "Access", "Journal", "Intake", "Decoding", "LockFree",
                "Discovery", "Production", "Storage", "StorageSQLite", "Pipeline", "Reporting",
                "Printing", "Benefits", "Sealing", "Evidence", "Web", "Supervision",
                argumentParser,
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings),
        .target(
            name: "Engine", dependencies: [.product(name: "Yams", package: "Yams")],
            path: "simulators", exclude: ["README.md", "Simulate"], sources: ["Engine"],
            resources: scenarios, swiftSettings: settings),
        .executableTarget(
            name: "Simulate", dependencies: ["Engine", "CMosquitto", argumentParser],
            path: "simulators/Simulate", swiftSettings: settings),
        // A peer that is measured against is a C++ target beside its benchmark.
        .executableTarget(
            name: "RingBenchmark", dependencies: ["LockFree", "CPeerQueues"],
            path: "Benchmarks/Sources/RingBenchmark", swiftSettings: settings),
        .target(
            name: "CPeerQueues", path: "Benchmarks/Sources/CPeerQueues",
            cxxSettings: [.unsafeFlags(["-O3"])]),
        .executableTarget(
            name: "DecodeBenchmark", dependencies: ["Decoding", "Plant", "Telemetry", "CSimdjson"],
            path: "Benchmarks/Sources/DecodeBenchmark", swiftSettings: settings),
        .target(
            name: "CSimdjson", path: "Benchmarks/Sources/CSimdjson",
            cxxSettings: [.unsafeFlags(["-O3", "-march=native"])],
            linkerSettings: [.linkedLibrary("simdjson")]),
        .executableTarget(
            name: "FoldBenchmark", dependencies: ["Production", "Plant", "Telemetry"],
            path: "Benchmarks/Sources/FoldBenchmark", swiftSettings: settings),
        .executableTarget(
            name: "GrowthBenchmark",
            dependencies: [
                "Production", "Plant", "Telemetry", "Storage", "StorageSQLite",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Benchmarks/Sources/GrowthBenchmark", swiftSettings: settings),
        // How tests tell what they found of a promise.
        .target(name: "Promises", path: "Tests/Promises", swiftSettings: settings),
        tests("TidyTests", exclude: ["ratchet.txt"]),
        tests("LockFreeTests", ["LockFree", "Promises"], isOptimized: true),
        tests("SupervisionTests", ["Supervision"]),
        tests("PlantTests", ["Plant", "Promises", "Telemetry"]),
        tests("AccessTests", ["Access", "Telemetry"]),
        tests("JournalTests", ["Journal", "Telemetry", "CChecksum", "Promises"]),
        tests("IntakeTests", ["Intake", "Telemetry"]),
        tests("DecodingTests", ["Decoding", "Telemetry", "Plant"]),
        tests("DiscoveryTests", ["Discovery", "Telemetry", "Plant"]),
        tests("ProductionTests", ["Production", "Plant", "Telemetry"]),
        tests(
            "PropertyTests",
            [
                "Pipeline", "Journal", "Intake", "Decoding", "Production", "Plant", "Storage",
                "StorageSQLite", "Telemetry", "Promises",
                .product(name: "Logging", package: "swift-log"),
            ], isOptimized: true),
        tests(
            "StorageTests",
            [
                "Access", "Storage", "StorageSQLite", "Production", "Plant", "Telemetry",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        tests(
            "PipelineTests",
            [
                "Pipeline", "Journal", "Decoding", "Production", "Plant", "Storage",
                "StorageSQLite", "Telemetry",
            ]),
        tests("ReportingTests", ["Reporting", "Production", "Plant", "Telemetry"]),
        tests("PrintingTests", ["Printing", "Reporting", "Plant", "Telemetry"]),
        tests(
            "BenefitsTests",
            [
                "Benefits", "Telemetry", "Plant", "Production", "Storage", "StorageSQLite",
                "Reporting",
            ]),
        tests("SealingTests", ["Sealing"]),
        tests(
            "EvidenceTests",
            [
                "Evidence", "Sealing", "Benefits", "Telemetry", "Plant", "Production", "Storage",
                "StorageSQLite", "Reporting", "Promises",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        tests(
            "WebTests",
            [
                "Web", "Telemetry", "Plant", "Access", "Journal", "Production", "Storage",
                "StorageSQLite", "Pipeline", "Reporting", "Benefits", "Promises",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        tests("SimulatorTests", ["Engine", "Simulate"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

// `LINESIDE_ONLY=Fuzz` is what `scripts/fuzz` builds: nothing else can be linked with the fuzzer.
// Of Web and Lineside there are the readers of what comes from outside alone.
if Context.environment["LINESIDE_ONLY"] == "Fuzz" {
    package.targets.removeAll { ["Web", "Lineside"].contains($0.name) }
    package.targets += [
        .target(
            name: "Web",
            dependencies: [
                "Telemetry", "Plant", "Production", "Storage", "Reporting", "Benefits",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            path: "Sources/Web/Asked", swiftSettings: settings),
        .target(
            name: "Lineside", dependencies: ["Telemetry", "Reporting"],
            path: "Sources/Lineside/Control",
            exclude: [
                "ControlClient.swift", "ControlDesk.swift", "ControlProtocol.swift",
                "ControlDesk+Sealing.swift", "ControlServer.swift", "ControlSocket.swift",
            ], swiftSettings: settings),
        // Stands for swift-crypto, whose C code takes longer to build than all the rest.
        .target(name: "Crypto", path: "Fuzz/Crypto", swiftSettings: settings),
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "Telemetry", "Plant", "CChecksum", "Journal", "Decoding", "Discovery",
                "Production", "Storage", "Reporting", "Benefits", "Web", "Lineside",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            path: "Fuzz/Targets",
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]),
    ]
    for target in package.targets {
        target.dependencies = target.dependencies.map { dependency in
            if case .productItem("Crypto", _, _, _) = dependency { "Crypto" } else { dependency }
        }
    }
}

// `LINESIDE_ONLY=LockFreeTests,TidyTests` reduces the package to the named targets and what they
// depend on: for the sanitizers and the tidy tests, which must not wait for the rest. Packages that
// none of them needs are not resolved.
if let only = Context.environment["LINESIDE_ONLY"] {
    var wanted: Set<String> = []
    var packages: Set<String> = []
    var open = only.split(separator: ",").map(String.init)
    while let name = open.popLast() {
        guard wanted.insert(name).inserted else { continue }
        for dependency in package.targets.first(where: { $0.name == name })?.dependencies ?? [] {
            switch dependency {
            case .byNameItem(let needed, _): open.append(needed)
            case .productItem(_, let package?, _, _): packages.insert(package)
            default: break
            }
        }
    }
    package.targets.removeAll { !wanted.contains($0.name) }
    package.products = []
    package.dependencies.removeAll { dependency in
        guard case .sourceControl(_, let location, _) = dependency.kind else { return false }
        return !packages.contains { location.hasSuffix("/\($0)") }
    }
}
