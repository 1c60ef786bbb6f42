// The answer first: a sentence, then a row for each claim, then the claim that is open.

import { useEffect, useRef } from 'preact/hooks';
import type { Claim } from '../generated/api';
import { Icon } from '../icons';
import { Bar, Range, Verdict } from '../parts/Figures';
import { onArrows, useRoving } from '../parts/roving';
import { marks } from '../parts/Sentence';
import { decided, kindWord, needDecisions } from '../state/decisions';
import { answers, described, early } from '../state/engine';
import { outline } from '../state/outline';
import { justWritten, needQuestions, questions } from '../state/questions';
import { marked } from '../state/selection';
import { switches } from '../state/scenario';
import { isSmall, openClaim, openSet, showTab } from '../state/view';
import { count, heading, likeliest, plain, rest, restsOn, verdictOrder, verdictTone, verdictWord } from '../words';
import { Begin } from './Begin';
import { ClaimDetail } from './ClaimDetail';
import { askClaim } from '../state/claim';
import { Switched } from './Scenario';

/** Rows by verdict, then id. */
const sorted = (claims: Claim[]) =>
  [...claims].sort((a, b) => verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict) || a.id.localeCompare(b.id, 'en', { numeric: true }));

export function Claims() {
  const whole = answers.value?.claims ?? [];
  const claims = sorted(whole.map((c) => ({ ...c, verdict: early.value.get(c.id) ?? c.verdict })));
  const rows = useRef<HTMLOListElement>(null);
  const first = useRef(true);
  useRoving(rows);
  useEffect(() => {
    if (!first.current || isSmall.peek()) return;
    first.current = false;
    if (!claims.some((c) => c.id === openClaim.peek())) openClaim.value = claims[0]?.id ?? null;
  }, [claims.length > 0, answers.value?.overview.file]);
  useEffect(needDecisions, [answers.value?.generation]);
  useEffect(() => { if (justWritten.value) needQuestions(); }, [answers.value?.generation, justWritten.value]);
  const open = whole.find((c) => c.id === openClaim.value);
  if (!claims.length && !outline.value.entries.length) return <Begin />;
  const said = rest(claims);
  const left = justWritten.value ? (questions.value?.questions.length ?? 0) : 0;
  // Ids stand in one column as wide as the longest, within reason.
  const ids = { '--ids': `${Math.round(Math.min(Math.max(3.5, ...claims.map((c) => c.id.length)), 20) * 7.5)}px` };
  return (
    <div class="claims-screen" style={ids}>
      <div class="lead">
        <div class="with-act"><h1>{heading(claims)}</h1><button type="button" class="button small" onClick={() => askClaim()}><Icon name="plus" class="i s" />Add a claim</button></div>
        {said && <p>{said}</p>}
        {!claims.length && <p>A claim says what nobody may gain over what, such as: nobody but employees reads customer records of others. The other screens answer without claims.</p>}
        {left > 0 && <p>{count(left, 'question')} {left === 1 ? 'is' : 'are'} open still. <button type="button" class="link" onClick={() => showTab('gaps')}>Answer them under Gaps</button>, where those come first whose answers matter most.</p>}
        <Switched />
      </div>
      {claims.length > 0 && (
        <div class="claims-head" aria-hidden="true"><span>Verdict</span><span /><span>Claim</span><span class="axis"><i>.001</i><i>.01</i><i>.1</i><i>1</i></span><span title="per year; how likely a claim is to fail by all attacks together is under Numbers">likeliest attack alone</span><span /></div>
      )}
      <ol class={`claims ${claims.length > 9 ? 'many' : ''}`} ref={rows} data-roving="button.claim" onKeyDown={onArrows}>
        {claims.map((c) => <Row key={c.id} claim={c} open={c.id === open?.id} />)}
      </ol>
      {open && <ClaimDetail claim={open} />}
    </div>
  );
}

/** What the figure of a row is, which a wide screen has in the head. */
const Alone = () => (isSmall.value ? <small>likeliest attack alone</small> : <span class="visually-hidden">, likeliest attack alone, per year</span>);

function Row({ claim, open }: { claim: Claim; open: boolean }) {
  const best = claim.verdict === 'holds' || claim.verdict === 'unknown' ? undefined : likeliest(claim.sets);
  const before = described.value.get(claim.id);
  const changed = switches.value > 0 && before && before.verdict !== claim.verdict;
  const decision = decided.value.get(claim.id);
  const touch = marked.value.has(claim.over);
  const press = () => {
    openClaim.value = open ? null : claim.id;
    openSet.value = 0;
  };
  return (
    <li class={touch ? 'is-marked' : ''}>
      <button type="button" class={`claim ${changed ? 'changed' : ''}`} data-row={claim.id} aria-expanded={open} aria-controls={open ? 'claim-detail' : undefined} onClick={press}>
        <Verdict verdict={claim.verdict} />
        <span class="id" title={claim.id}>{claim.id}</span>
        <span class="txt">{marks(claim.sentence)}
          {claim.persistent && <span class="pill" title="what was gained stays when the adversary leaves">persists</span>}
          {claim.lesser && <span class="pill" title={plain(claim.lesser)}>less is gained</span>}
          {decision && <span class={`pill ${decision.state === 'stands' ? 'calm' : ''}`} title={decision.state === 'stands' ? decision.reason : plain(decision.sentence)}>{kindWord[decision.decision].toLowerCase()}{decision.state !== 'stands' && ', look again'}</span>}
          {changed && <span class="was">was {verdictWord[before.verdict].toLowerCase()}</span>}
        </span>
        <Bar of={best?.likelihood ?? null} tone={verdictTone[claim.verdict]} />
        {best ? <span class="num end"><Range of={best.likelihood} /><Alone /></span> : <span class="num end">{restsOn(claim)}</span>}
        <Icon name="next" />
      </button>
    </li>
  );
}
