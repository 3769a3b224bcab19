public import Plant

/// L01, L02, L07 and L08: one line of a project.
public struct ProjectLine: Hashable, Sendable {
    /// L01: identifier, that of the line in the plant file.
    public var id: String
    /// L01.
    public var name: LocalizedText
    /// L02.
    public var site: Site?
    /// L08: when it began to make what is sold; nil: not yet.
    public var operationStart: LocalDate?
    /// L04.
    public var assets: [Asset]
    /// L05.
    public var devices: [Device]
    /// L07.
    public var recognition: Recognition?
    /// Measurements in the plant file that say how many operators are logged in.
    ///
    /// Together they are those of the line (B16). Empty: nothing says so.
    public var operators: [SignalName] = []
}

/// A signal of a line's plant file, as a project file names it.
public struct SignalName: Hashable, Sendable {
    /// Work unit and signal: `mask-a/operators`.
    public var path: String
    /// Where it stands in the project file.
    var place: Place
}

/// L02: where a line stands.
public struct Site: Hashable, Sendable {
    /// Kinds of sites.
    public enum Kind: String, CaseIterable, Sendable {
        /// Industrial estate, now InnoPark.
        case industrialEstate = "industrial_estate"
        /// An address elsewhere in Hong Kong.
        case other
    }

    /// Address.
    public var address: LocalizedText
    /// Its kind.
    public var kind: Kind
}

/// L04: a machine of a line.
public struct Asset: Hashable, Sendable {
    /// Identifier.
    public var id: String
    /// What it is.
    public var name: LocalizedText
    /// Whether the scheme pays a part of it.
    public var isFunded: Bool
    /// The maker's serial number.
    public var serial: String?
    /// Its number in the schedule of the legal charge.
    public var schedule: String?
    /// What it cost.
    public var cost: Money?
    /// When it was commissioned.
    public var commissioned: LocalDate?
    /// The work units of its line in the plant file at which it stands; empty: nobody says.
    public var stations: [String] = []
}

/// L05: what counts on a line, and signs what it counts.
public struct Device: Hashable, Sendable {
    /// Identifier.
    public var id: String
    /// Its key, as a fingerprint.
    public var key: String?
    /// When it was enrolled, and by whom.
    public var enrolled: LocalDate?
    /// When its counter was calibrated.
    public var calibrated: LocalDate?
}

/// L07: a recognition of industry 4.0; stored, never calculated.
public struct Recognition: Hashable, Sendable {
    /// Who gave it.
    public var issuer: String
    /// Its level or code.
    public var code: String
    /// When.
    public var date: LocalDate
}

/// A transfer or a move of a line.
public struct LineMove: Hashable, Sendable {
    /// What became of the line.
    public enum Kind: String, CaseIterable, Sendable {
        /// To another company.
        case transfer
        /// To a place outside Hong Kong.
        case outside
        /// To another address in Hong Kong.
        case inside
    }

    /// What became of it.
    public var kind: Kind
    /// Its line, by identifier.
    public var line: String
    /// When.
    public var date: LocalDate
    /// The company or place.
    public var to: LocalizedText
    /// The approval that allows it, by its identifier.
    public var approval: String?
    /// When the secretariat was told of a move inside Hong Kong; nil: it was not.
    public var noticed: LocalDate?
}
