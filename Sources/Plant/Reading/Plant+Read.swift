extension Plant {
    /// Reads and checks a plant file, version 1 of `plant.yaml`.
    ///
    /// Every reference is resolved, every default filled in, `{line}` and `{unit}` replaced in
    /// topics. Quantities and times are exact: a text that cannot be kept exactly is refused, not
    /// rounded.
    ///
    /// An event time is a property of a topic's payload: where one signal of a work unit names the
    /// `time` of a topic, the unit's other signals that read fields of the same topic have the same
    /// event time, unless they name their own. Where the signals of a topic name several, a signal
    /// without one has its receive time, with a warning.
    ///
    /// - Parameters:
    ///   - yaml: The text of the file.
    ///   - file: Its name, for messages; it is not opened.
    /// - Returns: The plant with its ``Plant/warnings``.
    /// - Throws: ``PlantError`` with all mistakes and warnings.
    public static func read(yaml: String, file: String) throws(PlantError) -> Plant {
        let report = Report(file: file)
        let plant = Document.root(of: yaml, report: report).flatMap {
            PlantReader(report).read($0)
        }
        guard var plant, !report.hasErrors else {
            throw PlantError(diagnostics: report.sorted)
        }
        plant.warnings = report.sorted
        return plant
    }
}
