import Access
import Plant

/// What log-in and ledger say.
enum AccessTerm: Term, CaseIterable {
    case logIn, logOut, userName, password, wrongPassword, tooManyTries, logInBusy, formExpired
    case noUsers, notSignedIn, roleForbids, outOfScope, foreignHost, signedInAs
    case ledger, ledgerMeaning, reads, noReads, changes, noChanges
    case when, times, who, role, what, project, report, from, by, change, account, rights
    case anyone, token, until

    var wording: LocalizedText {
        switch self {
        case .logIn: words("Log in", "登入")
        case .logOut: words("Log out", "登出")
        case .userName: words("User name", "使用者名稱")
        case .password: words("Password", "密碼")
        case .wrongPassword: words("The name or the password is wrong.", "名稱或密碼不正確。")
        case .tooManyTries:
            words(
                "Too many log-ins failed. Wait a quarter of an hour.", "登入失敗次數過多，請等候十五分鐘。")
        case .logInBusy: words("Somebody else is logging in. Try again.", "他人正在登入，請再試一次。")
        case .formExpired: words("The form was open for too long. Try again.", "表格已過期，請再試一次。")
        case .noUsers:
            words(
                "No users yet: open to anyone on this machine, and to nobody else. Make one with",
                "尚未有使用者：只供此電腦瀏覽，任何使用此電腦的人均可查看及更正。加入使用者的指令：")
        case .notSignedIn: words("Log in to see this.", "請先登入。")
        case .roleForbids: words("Your role does not include this.", "你的角色不包括此項。")
        case .outOfScope:
            words(
                "This belongs to a line or a project that is not yours.", "此項屬於你權限以外的生產線或項目。")
        case .foreignHost:
            words(
                "There is no user yet, so only this machine is answered, by its own name.",
                "尚未有使用者，只回應此電腦以本機名稱提出的請求。")
        case .signedInAs: words("Signed in as", "已登入：")
        case .ledger: words("Ledger", "查閱紀錄")
        case .ledgerMeaning:
            words(
                "Whoever is given benefit data is entered here before the data go out. Nothing is "
                    + "taken out. The same read within a minute is one row.",
                "效益資料送出前，先在此登記查閱者；紀錄只增不減。一分鐘內的相同查閱合為一行。")
        case .reads: words("Who read benefit data", "效益資料查閱者")
        case .noReads: words("Nobody has read benefit data yet.", "尚未有人查閱效益資料。")
        case .changes: words("Changes of users and tokens", "使用者及權杖的更改")
        case .noChanges: words("No user or token was changed yet.", "使用者及權杖尚未有更改。")
        case .when: words("When", "時間")
        case .times: words("Times", "次數")
        case .who: words("Who", "查閱者")
        case .role: words("Role", "角色")
        case .what: words("What", "內容")
        case .project: words("Project", "項目")
        case .report: words("Report", "報告")
        case .from: words("From where", "來源位址")
        case .by: words("By", "經手人")
        case .change: words("Change", "更改")
        case .account: words("User or token", "使用者或權杖")
        case .rights: words("Rights then", "其後權限")
        case .anyone: words("Anyone on this machine", "使用此電腦的人")
        case .token: words("Token", "權杖")
        case .until: words("until", "直至")
        }
    }

    /// What a person is told of a refusal with this code; nil: it is no matter of access.
    init?(refusal code: String) {
        switch code {
        case WebError.notSignedIn.code: self = .notSignedIn
        case WebError.roleForbids.code, WebError.noRule.code: self = .roleForbids
        case WebError.outOfScope.code: self = .outOfScope
        case WebError.foreignHost.code: self = .foreignHost
        case LogInPage.Problem.expired.rawValue: self = .formExpired
        default: return nil
        }
    }
}

extension Role: Term {
    var wording: LocalizedText {
        switch self {
        case .operator: words("Operator", "操作員")
        case .manufacturer: words("Manufacturer", "製造商")
        case .engineer: words("Engineer", "工程師")
        case .secretariat: words("Secretariat", "秘書處")
        case .auditor: words("Auditor", "核數師")
        }
    }
}

extension AccountChange.Kind: Term {
    var wording: LocalizedText {
        switch self {
        case .userAdded: words("User added", "加入使用者")
        case .userDisabled: words("User disabled", "停用使用者")
        case .userEnabled: words("User enabled again", "重新啟用使用者")
        case .passwordSet: words("Password changed", "更改密碼")
        case .roleSet: words("Rights changed", "更改權限")
        case .tokenMade: words("Token made", "發出權杖")
        case .tokenRevoked: words("Token revoked", "撤銷權杖")
        }
    }
}
