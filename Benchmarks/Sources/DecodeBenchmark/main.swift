var contest = try Contest()
try contest.run().finish(arguments: CommandLine.arguments)
