// The open claim. Its parts follow the verdict: how it is broken, what it depends on, what must be stated, or on what it rests.

import { useEffect, useRef } from 'preact/hooks';
import type { Claim } from '../generated/api';
import { Icon } from '../icons';
import { Segments } from '../parts/Controls';
import { Verdict } from '../parts/Figures';
import { ReadAs } from '../parts/ReadAs';
import { marks, says } from '../parts/Sentence';
import { togetherOf } from '../state/numbers';
import { current, listed, path, turnSet } from '../state/path';
import { isSmall, openClaim, order, showTab } from '../state/view';
import { edit } from '../state/document';
import { chance, count, upper, verdictWord } from '../words';
import { Closing, tryable } from './Closing';
import { Decide } from './Decide';
import { PathRail } from './PathRail';
import { Reasons } from './Reasons';
import { Resting, Sets } from './Sets';

const title: Record<Claim['verdict'], (id: string) => string> = {
  violated: (id) => `How ${id} is broken`,
  conditional: (id) => `On what ${id} depends`,
  unknown: (id) => `What ${id} waits for`,
  holds: (id) => `Why ${id} holds`,
};

export function ClaimDetail({ claim }: { claim: Claim }) {
  const box = useRef<HTMLElement>(null);
  const small = isSmall.value;
  useEffect(() => {
    if (small) box.current?.focus();
  }, [claim.id, small]);
  const n = listed.value.length;
  const steps = path.value?.steps ?? [];
  const domains = new Set(steps.map((s) => s.domain)).size;
  const at = current.value ? listed.value.indexOf(current.value) + 1 : 0;
  const beside = n > 0 || claim.resting_sets.length > 0 || tryable(claim).length > 0;
  const together = togetherOf(claim.id);
  const close = () => {
    openClaim.value = null;
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-row="${CSS.escape(claim.id)}"]`)?.focus());
  };
  return (
    <section class={beside ? 'detail' : 'detail one'} id="claim-detail" ref={box} tabIndex={-1} aria-label={title[claim.verdict](claim.id)}>
      <header class="detail-head">
        {small && <button type="button" class="back" onClick={close}><Icon name="prev" />All claims</button>}
        {small ? <h1><Verdict verdict={claim.verdict} text={`${claim.id}: ${verdictWord[claim.verdict].toLowerCase()}`} /></h1> : <h2>{title[claim.verdict](claim.id)}</h2>}
        {small && <p class="mid">{marks(claim.sentence)}</p>}
        {n > 1 && <Segments label="Order of the sets" value={order.value} onPick={(v) => (order.value = v)} of={[{ value: 'likeliest', text: 'Likeliest' }, { value: 'shortest', text: 'Shortest' }]} />}
        {steps.length > 0 && !small && <span class="quiet figures">{count(steps.length, 'step')}, {count(domains, 'domain')}, {count(steps.filter((s) => s.crossing).length, 'crossing')}</span>}
        {n > 1 && (
          <span class="pager">
            <button type="button" aria-label="Previous set" title="Previous set ([)" onClick={() => turnSet(-1)}><Icon name="prev" /></button>
            <span aria-live="polite">set {at} of {n}</span>
            <button type="button" aria-label="Next set" title="Next set (])" onClick={() => turnSet(1)}><Icon name="next" /></button>
          </span>
        )}
        {!small && n < 2 && <button type="button" class="link where" onClick={() => edit()?.go(claim.place.line, claim.place.column)}>stated in line {claim.place.line}</button>}
      </header>
      <div class="main-part">
        {small && <h2 class="visually-hidden">{title[claim.verdict](claim.id)}</h2>}
        <div class="because-row"><p class="because">{says(claim.because)}{claim.lesser && <>. <b>{says(upper(claim.lesser))}.</b></>}</p>{steps.length > 0 && <ReadAs label="Read as" none="shared terms" />}</div>
        {n > 0 ? <PathRail claim={claim} /> : null}
        {claim.verdict !== 'violated' && <Reasons claim={claim} />}
        <Decide about={claim.id} />
      </div>
      {beside && (
        <aside class="aside" aria-label="Attack sets and what closes them">
          <Sets claim={claim} />
          <Resting claim={claim} />
          <Closing claim={claim} />
          {claim.verdict === 'violated' && <Reasons claim={claim} />}
          <p class="foot-note">{together && <>{claim.id} fails by all attacks together: {chance(together)} per year. </>}<button type="button" class="link" onClick={() => showTab('numbers')}>How likely {claim.id} is to fail, and which events carry it</button></p>
          <p class="quiet foot-note">° from catalog priors</p>
        </aside>
      )}
    </section>
  );
}
