import ArgumentParser
import Benefits
import Evidence
import Plant
import Reporting
import Storage

/// Says what went wrong and gives the exit code to throw: the one way in which commands end.
func said(_ error: any Error) -> ExitCode {
    switch error {
    case let code as ExitCode: return code
    case let error as ConfigurationError: return error.said()
    case let error as ControlError:
        error.messages.forEach { say("lineside: \($0)") }
        return ExitCode(error.exitCode)
    case let error as StoreError: return said(ControlError(error))
    case let error as QueryError: return said(ControlError(error))
    case let error as SealError: return said(ControlError(error))
    case let error as DeclaredError:
        say(error.description)
        return Exit.badData
    case let error as FlagError: return failure(.validationFailure, error.description)
    case let error as InstantError: return failure(.validationFailure, error.description)
    default: return failure(Exit.inputOutput, "\(error)")
    }
}
