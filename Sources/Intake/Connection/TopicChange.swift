/// What to subscribe and what to unsubscribe so that a kept session holds the wanted topics.
struct TopicChange: Equatable {
    /// The wanted topics, each once, in their order.
    let wanted: [String]
    /// The topics that the session may hold and that nobody wants any more.
    let stale: [String]

    init(wanted: [String], previous: [String]) {
        var seen: Set<String> = []
        self.wanted = wanted.filter { seen.insert($0).inserted }
        self.stale = previous.filter { seen.insert($0).inserted }
    }

    /// Every topic that the session may hold while the change is made.
    var all: [String] { wanted + stale }
}
