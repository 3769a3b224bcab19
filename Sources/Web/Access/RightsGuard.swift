import Access
import HTTPTypes
import Hummingbird
import Logging

/// Innermost: lets through what ``RouteNeeds`` allows who asks, and notes who was given benefit
/// data before they go out.
struct RightsGuard: RouterMiddleware {
    typealias Context = PageRequestContext

    let site: WebContext

    @concurrent func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        // Nothing is at this address: the answer is the same for all.
        guard let pattern = context.endpointPath else { return try await next(request, context) }
        guard let need = RouteNeeds.need(method: request.method.rawValue, pattern: pattern) else {
            throw WebError.noRule
        }
        let visitor = Visitor.current
        let demands = need.demands(request, context, site)
        do {
            if visitor.principal.kind == .anyone, !demands.isEmpty,
                !request.isForThisMachine || request.isSentOn
            {
                throw WebError.foreignHost
            }
            for demand in demands { try visitor.demand(demand.action, demand.subject) }
        } catch let error as WebError where error.code == WebError.notSignedIn.code {
            guard request.wantsPage else { throw error }
            return .redirect(to: LogInPage.address(for: request).text, type: .normal)
        } catch let error as WebError where error.code == WebError.roleForbids.code {
            // The address without a path is nobody's mistake; programs are told.
            guard pattern == "/", visitor.principal.kind == .user else { throw error }
            return .redirect(to: site.home(of: visitor.principal), type: .normal)
        }
        var response = try await next(request, context)
        if request.method != .head, response.carriesPage {
            let asked = demands.filter(\.action.isInLedger).map { demand in
                demand.subject.naming(visitor.shown.report)
            }
            for subject in visitor.shown.all.union(asked) {
                try await note(subject, pattern + request.askedForm, visitor)
            }
        }
        if case .ofLivePage = need { watch(&response, visitor) }
        return response
    }

    private func note(_ subject: Subject, _ pattern: String, _ visitor: Visitor) async throws {
        guard case .project(let project, let report) = subject else { return }
        let read = BenefitRead(
            by: visitor.principal, at: site.now(), what: pattern, project: project,
            report: report, from: visitor.address)
        let desk = site.access
        do {
            try await offEventLoops { try desk.record(read) }
        } catch let error as AccessError {
            site.logger.error("the ledger cannot be written", metadata: ["error": "\(error)"])
            throw error.code == .full ? WebError.storeFull : WebError.failed
        }
    }

    /// Ends a stream whose reader may not see it any more; until then it keeps the session in use.
    private func watch(_ response: inout Response, _ visitor: Visitor) {
        let (desk, clock) = (site.access, site.now)
        response.body = response.body.map { part in
            let now = clock()
            guard desk.holds(visitor.principal, by: visitor.credential, at: now) else {
                throw WebError.notSignedIn
            }
            if let credential = visitor.credential, desk.isUseToKeep(credential, at: now) {
                Task { await desk.keepUseIfDue(credential, at: now) }
            }
            return part
        }
    }
}

extension Access.Subject {
    /// With a report as the ledger calls it; itself without one.
    fileprivate func naming(_ report: String?) -> Self {
        guard case .project(let project, _) = self, let report else { return self }
        return .project(project, report: report)
    }
}

extension Request {
    /// The form of a file that is asked for, as the ledger has it behind the address.
    fileprivate var askedForm: String {
        let form = uri.queryParameters["format"]
            .flatMap { DocumentFile.Form(rawValue: String($0)) }
        return form.map { "?format=\($0.rawValue)" } ?? ""
    }
}

extension Response {
    /// Whether the handler gave something to read: a form that failed is shown with its page.
    fileprivate var carriesPage: Bool {
        status.kind != .redirection && ![.unauthorized, .forbidden].contains(status)
    }
}

extension Request {
    /// Whether a person waits for a page, who can be led to the log-in.
    fileprivate var wantsPage: Bool {
        let isProgram = isForProgram || ["/metrics", "/live"].contains(uri.path)
        return !isProgram && (method == .get || method == .head)
    }
}
