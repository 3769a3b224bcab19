public import ArgumentParser
public import Logging

/// What a daemon logs, and how.
struct LogOptions: ParsableArguments {
    @Option(help: "The least that is logged: trace, debug, info, notice, warning, error, critical.")
    var logLevel = Logger.Level.info

    @Option(help: "How a record is written: text (logfmt) or json; one line each.")
    var logFormat = LogFormat.text

    /// The logger that was asked for, to standard error.
    var logger: Logger { .lineside(logLevel, logFormat) }
}

extension LogFormat: ExpressibleByArgument {}
extension Logger.Level: @retroactive ExpressibleByArgument {}
