public import Telemetry

/// What the pages and the API answer at most.
public enum WebLimits {
    /// Connections; more wait to be accepted.
    public static let connections = Limit("connections", 2000, .connections)
    /// Live streams at once; more are asked to come again.
    public static let streams = Limit("live_streams", 1000, .streams)
    /// How long a reader may take nothing of what waits for it; then its connection is closed.
    public static let stalledReader = Limit("stalled_reader", 20, .seconds)
    /// Queries of programs at once; more are asked to come again.
    public static let queries = Limit("queries", 2, .queries)
    /// The longest span of a query.
    public static let queryDays = Limit("query_span", 400, .days)
    /// The longest span of the Stops page.
    public static let stopsDays = Limit("stops_span", 100, .days)
    /// The longest span of signals.
    public static let signalDays = Limit("signals_span", 31, .days)
    /// Signals of one answer.
    public static let signals = Limit("signals", 50, .signals)
    /// Points of a signal in one answer.
    public static let points = Limit("signal_points", 2000, .points)
    /// The longest span of the page Messages.
    public static let messageDays = Limit("messages_span", 7, .days)
    /// Messages that the page lists.
    public static let messages = Limit("messages_listed", 500, .messages)
    /// Changes of one answer.
    public static let changes = Limit("changes", 1000, .results)
    /// Topics that `/api/v1/health` lists.
    public static let healthTopics = Limit("health_topics", 1000, .topics)
    /// The body of a request.
    public static let body = Limit("request_body", 16 << 10, .bytes)

    /// The body of an uploaded form: a declared file and its evidence.
    public static let upload = Limit("upload_body", 21 << 20, .bytes)
    /// Uploaded files that wait to be confirmed; the oldest go.
    public static let pendingDeclared = Limit("pending_uploads", 48 << 20, .bytes)

    /// All of them.
    public static let all = [
        connections, streams, stalledReader, queries, queryDays, stopsDays, signalDays, signals,
        points, messageDays, messages, changes, healthTopics, body, upload, pendingDeclared,
    ]
}
