import Foundation
import Testing

/// Blocks the calling thread.
func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

/// Waits until something holds; fails the test where it does not in time.
func eventually(
    _ what: String, within seconds: Double = 10, location: SourceLocation = #_sourceLocation,
    _ holds: () -> Bool
) async throws {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while !holds() {
        guard Date() < deadline else {
            Issue.record("not within \(seconds) s: \(what)", sourceLocation: location)
            throw CancellationError()
        }
        try await Task.sleep(for: .milliseconds(5))
    }
}
