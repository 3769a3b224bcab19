/// The report templates that come with the program.
public enum TemplateFiles {
    /// Name and text of each, in order of a project's life.
    public static let all: [(name: String, yaml: [UInt8])] = [
        ("progress-1.yaml", PackageResources.progress_1_yaml),
        ("final-1.yaml", PackageResources.final_1_yaml),
        ("benefit-1.yaml", PackageResources.benefit_1_yaml),
    ]
}
