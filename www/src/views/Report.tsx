// The report to file: its parts to choose, the document as it will be saved, print and save. What is shown are the
// bytes that are saved, in a frame that runs no script and that the page's policy holds too.

import { useEffect, useRef, useState } from 'preact/hooks';
import { baseName, download } from '../files';
import { back } from '../keys';
import { useAsked, Underway } from '../parts/asked';
import { Segments } from '../parts/Controls';
import type { ReportFormat } from '../worker/protocol';
import { answers, old, report, reportSections } from '../state/engine';
import { BRIEF, EMPTY, empty, fill, parts, printReport, toPrint } from '../state/report';
import { switches } from '../state/scenario';
import { count } from '../words';

const types: Record<ReportFormat, string> = { html: 'text/html', md: 'text/markdown' };

export function Report() {
  const known = useAsked(reportSections, []);
  const all = known.value ?? [];
  const chosen = parts.value ?? all.filter((s) => s.usual).map((s) => s.id);
  const key = parts.value?.join() ?? '';
  const made = useAsked(() => report('html', parts.peek() ?? []), [answers.value?.generation, key]);
  const turn = (id: string) => {
    const next = chosen.includes(id) ? chosen.filter((c) => c !== id) : [...chosen, id];
    // None would be the usual ones; the last stays.
    if (next.length) parts.value = all.map((s) => s.id).filter((s) => next.includes(s));
  };
  const keep = (format: ReportFormat) => {
    const name = `${baseName()}-report.${format}`;
    report(format, parts.peek() ?? []).then((text) => download(name, text, types[format]), () => undefined);
  };
  return (
    <main class="report-view">
      <aside class="report-side">
        <h1>Report</h1>
        <p class="quiet">{old.value ? 'Made from the last text that could be analysed.' : `Made from the text as it stands${switches.value ? `, with ${count(switches.value, 'switch', 'switches')} of the scenario` : ''}.`} The same description, scenario and catalog give the same report.</p>
        <Segments label="Length of the report" value={parts.value === null ? 'whole' : chosen.join() === BRIEF.join() ? 'short' : 'own'} onPick={(v) => (parts.value = v === 'short' ? all.map((s) => s.id).filter((id) => BRIEF.includes(id)) : null)} of={[{ value: 'whole', text: 'Whole' }, { value: 'short', text: 'Short, to decide' }]} />
        <fieldset><legend class="visually-hidden">Parts</legend><ul>{all.map((s) => (
          <li key={s.id}><label title={s.about}><span>{s.title}</span><input type="checkbox" checked={chosen.includes(s.id)} disabled={chosen.length === 1 && chosen[0] === s.id} onChange={() => turn(s.id)} /></label></li>
        ))}</ul></fieldset>
        <p class="report-acts">
          <button type="button" class="button primary" disabled={made.value === undefined} onClick={printReport}>Print or save as PDF</button>
          <button type="button" class="button" disabled={made.value === undefined} onClick={() => keep('html')}>Save as HTML, one file</button>
          <button type="button" class="button" disabled={made.value === undefined} onClick={() => keep('md')}>Save as Markdown</button>
        </p>
        <p class="quiet">The one file holds everything and loads nothing. <code>bartizan report</code> writes the same bytes.</p>
      </aside>
      <section class="desk" aria-label="Preview">
        <Underway what="Writing the report" phase={made.phase} again={made.again} />
        {made.value !== undefined && <Preview html={made.value} />}
      </section>
    </main>
  );
}

/** The document in its frame, which stays while reports follow each other. */
function Preview({ html }: { html: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [loaded, setLoaded] = useState(false);
  const [shown, setShown] = useState('');
  useEffect(() => {
    if (frame.current) empty(frame.current);
  }, []);
  useEffect(() => {
    if (!frame.current || !loaded) return;
    fill(frame.current, html);
    setShown(html);
  }, [loaded, html]);
  useEffect(() => {
    if (!toPrint.value || shown !== html) return;
    toPrint.value = false;
    frame.current?.contentWindow?.print();
  }, [toPrint.value, shown, html]);
  // Keys pressed in the report are its own: those that matter here are heard there too.
  const hear = () => {
    const inner = frame.current?.contentWindow;
    if (!inner || frame.current?.srcdoc !== EMPTY) return;
    setLoaded(true);
    // Its links lead to places in it; the browser would look for them at the page's own address.
    inner.document.addEventListener('click', (event) => {
      const to = (event.target as Element).closest?.('a')?.getAttribute('href');
      if (!to?.startsWith('#')) return;
      event.preventDefault();
      const place = inner.document.getElementById(to.slice(1));
      place?.scrollIntoView();
      place?.setAttribute('tabindex', '-1');
      place?.focus({ preventScroll: true });
    });
    inner.addEventListener('keydown', (event) => {
      const prints = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'p';
      if (!prints && event.key !== 'Escape') return;
      event.preventDefault();
      if (prints) printReport();
      else back();
    });
  };
  return <iframe ref={frame} title="Report, preview" sandbox="allow-same-origin allow-modals" onLoad={hear} />;
}
