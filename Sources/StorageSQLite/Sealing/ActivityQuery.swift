import GRDB
import Production
import Telemetry

/// How often a sensor or an actuator spoke, by the hour: counted from its values and commands, or
/// as a pack has it.
struct ActivityQuery {
    let signal: Int64
    /// Whole hours, not empty.
    let hours: TimeSpan

    /// The hours in which it did, and how often, in order.
    func rows(_ db: Database) throws -> [(hour: Int64, count: Int64)] {
        // Each hour of one signal lies together: it is looked up, not searched for.
        let sql = """
            WITH RECURSIVE span (hour) AS (
                SELECT ?2 UNION ALL SELECT hour + 1 FROM span WHERE hour < ?3)
            SELECT hour, sum(count) FROM (
                SELECT hour, count FROM minute WHERE signal = ?1 AND hour IN (SELECT hour FROM span)
                UNION ALL
                SELECT at / 3600000000000, 1 FROM command
                    WHERE signal = ?1 AND at >= ?2 * 3600000000000
                        AND at < (?3 + 1) * 3600000000000
                UNION ALL
                SELECT hour, count FROM activity WHERE signal = ?1 AND hour BETWEEN ?2 AND ?3)
            GROUP BY hour HAVING sum(count) > 0 ORDER BY hour
            """
        let (first, last) = (hours.from.minute / 60, (hours.to - 1).minute / 60)
        return try Row.fetchAll(
            db.cachedStatement(sql: sql), arguments: [signal, first, last]
        ).map { ($0[0], $0[1]) }
    }
}
