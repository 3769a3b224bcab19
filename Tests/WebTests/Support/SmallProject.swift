import Benefits

/// A project of one line of the mask plant, of which nothing else is known.
enum SmallProject {
    static func read(_ id: String = "p") throws -> Project {
        try Project.read(
            yaml: """
                version: 1
                project: { id: \(id), scheme: RFS }
                enterprise: { name: Example }
                agreement: { applied: 2020-09-01 }
                lines: { mask-1: { name: Line } }
                """, file: "\(id).yaml")
    }
}
