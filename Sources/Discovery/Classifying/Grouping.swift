/// Which topics belong to one work unit.
enum Grouping {
    /// Topics below one prefix, as many levels of it as are the work unit's.
    struct Group {
        let prefix: [String]
        var topics: [TopicRecord]
    }

    /// Groups topics by the levels that are left when those that name a signal are taken off.
    static func groups(_ topics: [TopicRecord]) -> [Group] {
        var groups: [Group] = []
        var places: [[String]: Int] = [:]
        for topic in topics {
            let prefix = prefix(of: topic)
            if let place = places[prefix] {
                groups[place].topics.append(topic)
            } else {
                places[prefix] = groups.count
                groups.append(Group(prefix: prefix, topics: [topic]))
            }
        }
        return groups
    }

    private static func prefix(of topic: TopicRecord) -> [String] {
        var levels = topic.levels
        // What has one value is a signal; what has fields may be the work unit itself.
        if topic.scalars * 2 > topic.messages, levels.count > 1 { levels.removeLast() }
        while levels.count > 1, let last = levels.last, Lexicon.isChannel(last) {
            levels.removeLast()
        }
        return levels
    }
}
