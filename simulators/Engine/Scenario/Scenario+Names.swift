extension Scenario {
    /// The scenarios that come with the program, by name, and their files.
    private static let files: [(name: String, yaml: [UInt8])] = [
        ("mask-line", PackageResources.mask_line_yaml),
        ("machining", PackageResources.machining_yaml),
        ("sic-wafer", PackageResources.sic_wafer_yaml),
        ("hydroponics", PackageResources.hydroponics_yaml),
        ("yarn", PackageResources.yarn_yaml),
    ]

    /// The names of the scenarios that come with the program.
    public static var names: [String] { files.map(\.name) }

    /// A scenario that comes with the program; nil where none has that name.
    public static func named(_ name: String) throws -> Scenario? {
        guard let file = files.first(where: { $0.name == name }) else { return nil }
        return try Scenario(yaml: String(decoding: file.yaml, as: UTF8.self), name: name)
    }
}
