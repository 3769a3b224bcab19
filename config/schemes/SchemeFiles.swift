/// The rule sets that come with the program: each may be based on one before it.
public enum SchemeFiles {
    /// Name and text of each, in order of their dates.
    public static let all: [(name: String, yaml: [UInt8])] = [
        ("rfs-2020.yaml", PackageResources.rfs_2020_yaml),
        ("nifs-2024.yaml", PackageResources.nifs_2024_yaml),
        ("nifs-2025.yaml", PackageResources.nifs_2025_yaml),
    ]
}
