internal import Plant
internal import Schemes

extension RuleSet {
    /// Their files, in the order in which each may be based on one before.
    public static var builtInFiles: [(name: String, yaml: [UInt8])] { SchemeFiles.all }

    /// The rule sets that come with the program, in order of their dates.
    public static let builtIn: [RuleSet] = {
        var sets: [RuleSet] = []
        for file in SchemeFiles.all {
            do {
                let yaml = String(decoding: file.yaml, as: UTF8.self)
                sets.append(try RuleSet.read(yaml: yaml, file: file.name, bases: sets))
            } catch {
                preconditionFailure("a rule set of the program is wrong: \(error)")
            }
        }
        return sets
    }()
}
