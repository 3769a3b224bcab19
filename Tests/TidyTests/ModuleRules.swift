import Foundation

/// Rules about who may use what: the arrows of ARCHITECTURE.md.
enum ModuleRules {
    /// Our modules from the top of the house to its ground; each may import only what is below it.
    static let order = [
        "Lineside", "Web", "Evidence", "Benefits", "Printing", "Reporting", "Pipeline",
        "StoragePostgres", "StorageSQLite", "Storage", "Insight", "Production", "Discovery",
        "Decoding", "Intake", "Journal", "Plant", "Access", "Sealing", "LockFree", "Supervision",
        "Telemetry",
    ]

    /// Modules that compute and do nothing else: no clock, no file, no network.
    static let pure: Set<String> = [
        "Telemetry", "LockFree", "Sealing", "Access", "Discovery", "Production", "Insight",
    ]

    /// Modules that may hold unsafe code; shims named `C…` may as well.
    static let unsafe: Set<String> = [
        "LockFree", "Journal", "Intake", "StorageSQLite", "StoragePostgres", "Supervision",
        "Printing",
    ]

    /// Files outside `Sources/` that may hold unsafe code: they call a C library themselves.
    static let unsafeFiles: Set<String> = ["simulators/Simulate/MQTTPublisher.swift"]

    /// Imports that point upwards or sideways, and modules that the order above does not know.
    static func arrows(in file: SourceFile) -> [Complaint] {
        guard file.isSwift, let module = file.module, !isShim(module) else { return [] }
        guard let own = order.firstIndex(of: module) else {
            return [Complaint(file, line: 0, "`\(module)` has no place in ModuleRules.order")]
        }
        return imports(of: file).compactMap { line, name in
            guard let other = order.firstIndex(of: name), other <= own else { return nil }
            return Complaint(file, line: line, "\(module) must not import \(name): arrows go down")
        }
    }

    /// Imports and clocks in modules that compute and do nothing else.
    static func impurities(in file: SourceFile) -> [Complaint] {
        guard file.isSwift, let module = file.module, pure.contains(module) else { return [] }
        var banned = ["Foundation", "FoundationEssentials", "Dispatch"]
        // Waiting on a ring is a call to the system; nothing else pure needs one.
        if module != "LockFree" { banned += ["Glibc", "Musl", "Darwin"] }
        let imported = imports(of: file).filter { banned.contains($0.name) }.map {
            Complaint(file, line: $0.line, "\(module) must not import \($0.name)")
        }
        return imported + clocks(in: file, of: module)
    }

    private static func clocks(in file: SourceFile, of module: String) -> [Complaint] {
        file.code.enumerated().compactMap { index, line in
            guard line.matches("\\b(ContinuousClock|SuspendingClock|Date\\()") else { return nil }
            return Complaint(file, line: index + 1, "\(module) must not read a clock")
        }
    }

    /// Unsafe code under `Sources/` and `simulators/` outside the places that may hold it.
    ///
    /// `nonisolated(unsafe)` is not meant: it needs a reason, wherever it is.
    static func unsafeCode(in file: SourceFile) -> [Complaint] {
        let isOurs = file.module != nil || file.path.hasPrefix("simulators/")
        guard file.isSwift, isOurs, !mayBeUnsafe(file) else { return [] }
        return file.code.enumerated().compactMap { index, line in
            guard line.matches("(?<!\\()\\bunsafe\\b|\\bUnsafe(Mutable)?(Raw)?(Buffer)?Pointer")
            else {
                return nil
            }
            return Complaint(file, line: index + 1, "unsafe code does not belong here")
        }
    }

    private static func mayBeUnsafe(_ file: SourceFile) -> Bool {
        guard let module = file.module else { return unsafeFiles.contains(file.path) }
        return unsafe.contains(module) || isShim(module)
    }

    /// Shims of C libraries: `CMosquitto`, `CSQLite`.
    private static func isShim(_ module: String) -> Bool {
        module.matches("^C[A-Z]")
    }

    /// Modules that a file imports, whole or in part, with the line of each.
    static func imports(of file: SourceFile) -> [(line: Int, name: String)] {
        file.code.enumerated().compactMap { index, line in
            let words = line.split(separator: " ")
            guard let at = words.firstIndex(of: "import"), at + 1 < words.count,
                words[..<at].allSatisfy({ $0.hasPrefix("@") || modifiers.contains(String($0)) })
            else { return nil }
            let isPart = parts.contains(String(words[at + 1])) && at + 2 < words.count
            let path = words[at + (isPart ? 2 : 1)]
            return (index + 1, String(path.prefix { $0 != "." }))
        }
    }

    private static let modifiers: Set<String> = [
        "public", "package", "internal", "fileprivate", "private",
    ]
    private static let parts: Set<String> = [
        "struct", "class", "enum", "protocol", "func", "let", "var", "typealias", "actor",
    ]
}
