extension Asset {
    /// Of documents: the benefit report.
    static let documents = """
        .document .notice { overflow-wrap: anywhere; }
        .document .notice > b { white-space: nowrap; }
        .document h3 { margin: 1rem 0 .25rem; font-size: 1rem; }
        .document-head { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 0; }
        .document-head dt { color: var(--soft); font-size: .8125rem; }
        .document-head dd { margin: 0; overflow-wrap: anywhere; }
        .document .figure { font-weight: 600; }
        .document .total th, .document .total td { border-top: 2px solid var(--text); }
        .basis { margin: 0; }
        .basis summary { padding: .35rem 0; min-height: 1.5rem; }
        .basis dl { margin: 0; min-width: 14rem; white-space: normal; text-align: left;
          font-size: .8125rem; }
        .basis dt { color: var(--soft); }
        .basis dd { margin: 0 0 .35rem; overflow-wrap: anywhere; }
        .document-chart { margin: 0 0 1rem; }
        .document-chart .scatter { grid-template-columns: 6rem minmax(0, 1fr); }
        .document-places { display: flex; margin-left: 6rem; font-size: .8125rem;
          text-align: center; }
        .document-places span { flex: 1 1 0; min-width: 0; padding: 0 .2rem;
          overflow-wrap: anywhere; }
        .block-0 { fill: var(--text); }
        .block-1 { fill: var(--bar); }
        .block-2 { fill: none; stroke: var(--text); }
        .line-0, .line-1, .line-2 { fill: none; stroke: var(--text); stroke-width: 2;
          vector-effect: non-scaling-stroke; }
        .line-1 { stroke-dasharray: 7 5; }
        .line-2 { stroke-dasharray: 2 4; }

        """
}
