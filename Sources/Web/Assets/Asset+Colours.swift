extension Asset {
    /// Grey ground; colour only for what is abnormal.
    ///
    /// Pairs of text and ground have a contrast of 4.5 and more.
    static let colours = """
        :root {
          color-scheme: light dark;
          --ground: #d9dcdf; --panel: #e8eaec; --raised: #f4f5f6; --edge: #6d747c;
          --text: #16191c; --soft: #454b52; --link: #16191c;
          --normal: #8b939b; --setup: #5d656d; --bar: #6a727a; --whole: #8b939b;
          --hatch: #6a7178; --hatch-ground: #d4d7da; --shade: #6d747c99;
          --faulted: #b3131b; --stopped: #b04a00; --waiting: #7a5b00; --unknown: #7a2a8c;
          --on-colour: #ffffff; --focus: #0b57d0;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #1b1e21; --panel: #262a2e; --raised: #30353a; --edge: #8a929a;
            --text: #f0f2f4; --soft: #bcc3ca; --link: #f0f2f4;
            --normal: #77808a; --setup: #a4adb6; --bar: #98a1aa; --whole: #77808a;
            --hatch: #9aa2aa; --hatch-ground: #3a3f45; --shade: #8a929a99;
            --faulted: #ff7b7b; --stopped: #ffa15c; --waiting: #e8c15a; --unknown: #e19bf2;
            --on-colour: #16191c; --focus: #8ab4f8;
          }
        }
        .state-producing { --colour: var(--normal); }
        .state-setup { --colour: var(--setup); }
        .state-idle, .state-starved, .state-blocked { --colour: var(--waiting); }
        .state-stopped { --colour: var(--stopped); }
        .state-faulted { --colour: var(--faulted); }
        .state-unknown { --colour: var(--unknown); }
        .state-not-scheduled, .off-plan { --colour: var(--edge); }
        .badge.state-producing, .badge.state-setup, .badge.state-not-scheduled, .badge.off-plan {
          --badge: transparent; --badge-text: var(--text);
        }
        .badge { --badge: var(--colour); --badge-text: var(--on-colour); }
        .strip rect { fill: var(--colour); }
        .strip rect.off-plan { fill: var(--edge); }
        .strip rect.state-unknown { fill: url(#hatch); stroke: var(--hatch); }
        .strip rect.state-unknown.off-plan { stroke: none; }
        .hatch-ground { fill: var(--hatch-ground); }
        .hatch-line { stroke: var(--hatch); stroke-width: 2; }
        .bars .bar { fill: var(--bar); }
        .axis { stroke: var(--edge); }
        .waterfall .whole { fill: var(--whole); }
        .waterfall .productive { fill: var(--bar); }
        .loss-delay, .loss-down { fill: var(--stopped); }
        .loss-setup { fill: var(--setup); }
        .loss-speed { fill: var(--waiting); }
        .loss-quality { fill: var(--faulted); }
        .loss-unknown { fill: url(#hatch); stroke: var(--hatch); }

        """
}
