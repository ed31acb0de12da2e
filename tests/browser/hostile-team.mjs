// Writes the repository of a team that attacks the readers of its report: in every place where a
// person may write something, there is something that runs, loads, navigates, hides or confuses.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Stands in every private place; no page may hold it. */
export const CANARY = 'canary-7f3a91';

/** What a template engine would make of the expressions below. */
export const COMPUTED = '31337';

export const TODAY = '2026-10-23';

const REMOTE = 'https://remote.example';

/** Each would call `ran`, load from REMOTE, leave the page or break its structure. */
export const ATTACKS = [
  '<script>ran(1)</script>',
  '<img src=x onerror="ran(2)">',
  '<svg onload="ran(3)"><script>ran(4)</script><use href="data:image/svg+xml,a#b"/></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror="ran(5)"></style></mglyph></table></mtext></math>',
  '<iframe srcdoc="<script>parent.ran(6)</script>"></iframe>',
  '<a href="javascript:ran(7)">press</a>',
  '[press](javascript:ran(8))',
  '[press](JaVaScRiPt:ran(9))',
  '[press](&#106;avascript:ran(10))',
  '[press](\\javascript:ran(11))',
  '[press](java%0ascript:ran(12))',
  '[press](data:text/html;base64,PHNjcmlwdD5yYW4oMTMpPC9zY3JpcHQ+)',
  '[press](vbscript:ran(14))',
  '[press](file:///etc/passwd)',
  '[press](//remote.example/a)',
  '[press](<javascript:ran(15)> "a\\" onclick=\\"ran(16)")',
  '<javascript:ran(17)>',
  `![pixel](${REMOTE}/pixel.png)`,
  '![drawing](data:image/svg+xml,%3Csvg%20onload=ran(18)%3E)',
  '![secret](file:///etc/passwd)',
  '![a" onerror="ran(19)](x)',
  '[reference][attack]',
  '"><script>ran(20)</script>',
  "' onmouseover='ran(21)' x='",
  '</textarea></title></style></script><script>ran(22)</script>',
  '<!--><script>ran(23)</script>-->',
  `<style>@import "${REMOTE}/a.css"; body { display: none }</style>`,
  `<link rel=stylesheet href=${REMOTE}/b.css>`,
  `<base href="${REMOTE}/">`,
  `<meta http-equiv="refresh" content="0;url=${REMOTE}/">`,
  `<form action="${REMOTE}"><input name="getElementById"><button>send</button></form>`,
  '<p id="main">one</p><p id="kr-table">two</p><a name="body">three</a>',
  '<details open ontoggle="ran(24)"><summary>fold</summary></details>',
  '<template><script>ran(25)</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=ran(26)>"></noscript>',
  '<![CDATA[<script>ran(27)</script>]]>',
  '<?php ran(28) ?>',
  '{{ 31 * 1000 + 337 }} {% for a in b %} {# note #} ${31000 + 337} #{31000 + 337} <%= 31000 + 337 %>',
  'left \u202e right \u2066 hidden \u200b end',
  `${'unbroken'.repeat(40)}`,
];

const quoted = (text) => JSON.stringify(text).replaceAll('\u202e', '\\u202e').replaceAll('\u2066', '\\u2066');

/** The n-th attack that fits on one line of YAML or of a heading. */
const attack = (n) => ATTACKS[n % ATTACKS.length];

export function writeHostileTeam(folder) {
  const files = {
    'okr.yaml': team(),
    'okrs/2026-Q4/first.md': objective(0),
    'okrs/2026-Q4/second.md': objective(20),
    'check-ins/ada/2026-W40.md': checkIn(0, 10),
    'check-ins/ada/2026-W41.md': checkIn(1, 12),
    'check-ins/ada/2026-W42.md': checkIn(2, 12),
    'check-ins/ada/2026-W43.md': checkIn(3, 11),
    'check-ins/bob/2026-W42.md': `---\nstatus: skipped\nskipped: ${quoted(attack(0))}\n---\n# ${attack(1)}\n`,
    'check-ins/bob/2026-W43.md':
      `---\nstatus: returned\nreturned: { by: ada, on: 2026-10-22, reason: ${quoted(attack(22))} }\n---\n# ${attack(2)}\n\n## Progress\n${attack(3)}\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  commit(folder);
}

function team() {
  return `team: ${quoted(attack(22))}
cycle: 2026-Q4
people:
  ada: { name: ${quoted(attack(0))}, email: "a<script>ran(30)</script>@example.com", manager: bob }
  bob: { name: ${quoted(attack(23))} }
sections:
  - { id: progress, heading: ${quoted(`Progress ${attack(1)}`)}, aliases: [Progress] }
  - behind
  - { id: obstacles, labels: { own-cause: ${quoted(attack(2))}, outside-cause: ${quoted(attack(20))} } }
  - plan
  - confidence
  - okr-changes
  - feedback
  - recognition
  - follow-ups
  - asks
  - { id: extra, heading: ${quoted(attack(24))}, by: person, filled-by: never, prompt: ${quoted(attack(25))} }
`;
}

function objective(from) {
  return `---
title: ${quoted(attack(from))}
owner: ada
key-results:
  rising: { title: ${quoted(attack(from + 1))}, unit: ${quoted('<b onclick=ran(31)>')}, start: 0, target: 100 }
  steps: { title: ${quoted(attack(from + 2))}, milestones: [${quoted(attack(from + 3))}, ${quoted(attack(from + 4))}] }
  kept: { title: ${quoted(attack(from + 5))}, unit: '"><script>ran(32)</script>', keep: { at-most: 5 } }
  yes: { title: ${quoted(attack(from + 6))}, done: true }
---
${ATTACKS.join('\n\n')}
`;
}

function checkIn(week, value) {
  const rotated = ATTACKS.map((_, n) => attack(n + 7 * week));
  return `---
status: reviewed
key-results:
  first/rising: { value: ${value}, confidence: good }
  first/steps: { value: 1, confidence: not-ok }
  first/kept: { value: ${week}, confidence: very-good }
  first/yes: { value: false, confidence: good }
  second/rising: { value: ${value * 2}, confidence: good }
reviewed: { by: bob, on: 2026-10-2${week} }
okr-changes:
  - { key-result: first/rising, change: target, from: 150, to: 100, because: too-hard, agreed: [ada, bob] }
  - { key-result: first/rising, change: title, from: ${quoted(attack(0))}, to: ${quoted(attack(1))}, because: unnecessary }
---
# ${attack(week)}

## Progress
### first/rising
${rotated.join('\n\n')}

[attack]: javascript:ran(33)

${rotated.map((line) => `- ${line}`).join('\n')}

| ${attack(0)} | b |
| --- | --- |
| ${attack(7)} | ${attack(22)} |

> ${attack(week + 1)}

\`\`\`html"onmouseover="ran(34)
${attack(0)}
\`\`\`

## Behind schedule
${attack(week + 4)}

## Obstacles
### ${attack(1)} ${week === 3 ? 'now' : 'then'}
- Slows: first/rising
- Own cause: ${attack(week)}
- Outside cause: ${attack(week + 20)}

### ${attack(6)}
- Slows: first/steps
- Resolved: ${attack(22)}

## Plan
${rotated.map((line) => `- [ ] ${line} (@ada, due 2026-10-30)`).join('\n')}

## Confidence
${rotated.slice(0, 12).join(' ')}

## OKR changes
${attack(week + 8)}

## Feedback
### first/rising
${CANARY} ${attack(0)}

## Recognition
${rotated.join('\n')}

## Follow-ups
- [x] ${attack(5)} (@bob, due 2026-10-09)

## Asks <!-- okr: private -->
${CANARY}

## ${attack(24)}
${attack(25)}
`;
}

/** Author, message and branch are an attack too. */
function commit(folder) {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  for (const role of ['AUTHOR', 'COMMITTER']) {
    env[`GIT_${role}_NAME`] = 'A "><script>ran(35)</script>';
    env[`GIT_${role}_EMAIL`] = 'a"onclick="ran(36)@example.com';
    env[`GIT_${role}_DATE`] = '2026-10-22T12:00:00Z';
  }
  const git = (...args) => execFileSync('git', args, { cwd: folder, env, stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch', 'x"><script>ran(37)</script>');
  git('add', '--all');
  git('commit', '--quiet', '--message', '<script>ran(38)</script>');
}
