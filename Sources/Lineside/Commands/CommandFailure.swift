import ArgumentParser
import Foundation
import Plant

/// The exit codes of the command, as in sysexits.h.
enum Exit {
    static let badData = ExitCode(65)
    static let noInput = ExitCode(66)
    static let unavailable = ExitCode(69)
    static let inputOutput = ExitCode(74)
    static let temporary = ExitCode(75)
    static let badConfiguration = ExitCode(78)
}

/// Writes a message for people to standard error; standard output carries data only.
func say(_ message: String) {
    FileHandle.standardError.write(Data((message + "\n").utf8))
}

/// Writes data to standard output.
func output(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
}

/// Writes data to a file, or to standard output where none is named; says why it cannot.
func write(_ data: Data, to path: String?) throws {
    guard let path else { return FileHandle.standardOutput.write(data) }
    do {
        try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
        throw failure(Exit.inputOutput, "cannot write \(path): \(error.localizedDescription)")
    }
}

/// Says what went wrong and gives the exit code to throw.
func failure(_ code: ExitCode, _ message: String) -> ExitCode {
    say("lineside: \(message)")
    return code
}

/// Reads a whole text file, or says why not.
func contents(of path: String) throws -> String {
    do {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        guard let text = String(data: data, encoding: .utf8) else {
            throw failure(Exit.badData, "\(path) is not UTF-8 text")
        }
        return text
    } catch let code as ExitCode {
        throw code
    } catch {
        throw failure(Exit.noInput, "cannot read \(path): \(error.localizedDescription)")
    }
}

/// The option that names the plant file.
struct PlantOption: ParsableArguments {
    @Option(name: .long, help: "The plant file (plant.yaml).")
    var plant: String

    /// Made by the parser.
    init() {}

    /// Of a file that a command names in another way.
    init(file: String) {
        self.init()
        plant = file
    }

    /// Reads and checks it; says every mistake, or throws exit code 78.
    func read(sayWarnings: Bool = false) throws -> Plant {
        let plant = try saying(checked)
        if sayWarnings { plant.warnings.forEach { say($0.description) } }
        return plant
    }

    /// Reads and checks it.
    func checked() throws(ConfigurationError) -> Plant {
        let text: String
        do {
            text = try String(contentsOf: URL(fileURLWithPath: plant), encoding: .utf8)
        } catch {
            throw ConfigurationError(
                Exit.noInput, "lineside: cannot read \(plant): \(error.localizedDescription)")
        }
        do throws(PlantError) {
            return try Plant.read(yaml: text, file: plant)
        } catch {
            throw ConfigurationError(error)
        }
    }
}
