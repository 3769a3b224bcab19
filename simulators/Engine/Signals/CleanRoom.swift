/// Limits of airborne particles in clean rooms: ISO 14644-1:2015, table 1.
public enum CleanRoom {
    /// The most particles of at least 0.5 µm in a cubic metre of air of an ISO class, or nil.
    ///
    /// The standard's values: 10^N · (0.1 / 0.5)^2.08, rounded to three significant figures.
    public static func limit(isoClass: Int64) -> Int64? {
        switch isoClass {
        case 3: 35
        case 4: 352
        case 5...9: 3_520 * powerOfTen(Int(isoClass) - 5)
        default: nil
        }
    }
}
