import Access
import Decoding
import Intake
import Journal
import Pipeline
import Production
import Reporting
import Telemetry
import Web

/// All limits of the daemon, along the way of a message; `docs/limits.md` is their table.
enum DaemonLimits {
    static let all =
        IntakeLimits.all + JournalLimits.all + DecodingLimits.all + PipelineLimits.all
        + FoldLimits.all + ReportingLimits.all + WebLimits.all + ControlLimits.all
        + AccessLimits.all
}
