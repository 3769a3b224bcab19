import ArgumentParser
import Benefits
import Foundation
import Intake
import Plant

/// What a daemon works by: the plant file, the funded projects, and what the company declared.
struct Configuration: Sendable {
    var plant: Plant
    var benefit: BenefitRequest?
    var projects = ProjectFolder()

    /// What a careful reader of the files should look at.
    var warnings: [String] { plant.warnings.map(\.description) + projects.warnings }

    /// Reads and checks all of it.
    ///
    /// - Throws: every mistake at once.
    static func read(
        _ plantOption: PlantOption, _ benefitOptions: BenefitOptions,
        _ projectsOption: ProjectsOption
    ) throws(ConfigurationError) -> Configuration {
        let plant = try plantOption.checked()
        for broker in plant.brokers { try check(broker) }
        let projects = try projectsOption.checked(plant: plantOption.plant)
        let benefit = benefitOptions.isGiven ? try benefitOptions.checked(plant) : nil
        return Configuration(plant: plant, benefit: benefit, projects: projects)
    }

    /// Certificates and passwords that cannot be used show before a session is ended for them.
    private static func check(_ broker: Broker) throws(ConfigurationError) {
        do throws(IntakeError) {
            try IntakeOptions(broker, topics: []).validate()
        } catch {
            throw ConfigurationError(
                Exit.badConfiguration, "broker \(broker.id): \(error.message)")
        }
    }
}

/// What is wrong with files or options, and what a command ends with because of it.
struct ConfigurationError: Error, CustomStringConvertible {
    var exitCode: ExitCode
    /// One mistake each.
    var messages: [String]

    init(_ exitCode: ExitCode, _ messages: String...) {
        self.exitCode = exitCode
        self.messages = messages
    }

    init(_ error: PlantError) {
        exitCode = Exit.badConfiguration
        messages = error.diagnostics.map(\.description)
    }

    var description: String { messages.joined(separator: "\n") }

    /// Says what is wrong and gives the exit code to throw.
    func said() -> ExitCode {
        messages.forEach(say)
        return exitCode
    }
}

/// Runs something; says what is wrong with files and options, and throws the exit code.
func saying<Result>(_ body: () throws(ConfigurationError) -> Result) throws -> Result {
    do throws(ConfigurationError) {
        return try body()
    } catch {
        throw error.said()
    }
}
