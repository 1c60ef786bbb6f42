// The page: top bar, description and answers side by side, status; on a small screen one of them at a time.

import { useEffect, useRef } from 'preact/hooks';
import { dropping, openDraft } from '../files';
import { forgetDraft, found } from '../state/draft';
import { canUndo } from '../state/document';
import { folded, guided, home, isSmall, leftWidth, openClaim, reporting, smallPage, usualWidth } from '../state/view';
import { ToldPanel } from '../parts/Told';
import { Answers } from './Answers';
import { Description } from './Description';
import { Dialogs } from './Dialogs';
import { Guided } from './Guided';
import { Home } from './Home';
import { Live } from './Live';
import { Report } from './Report';
import { BottomTabs, More } from './Small';
import { Status } from './Status';
import { Top } from './Top';

export function App() {
  const work = useRef<HTMLDivElement>(null);
  void canUndo.value;
  useEffect(() => {
    work.current?.style.setProperty('--left', `${leftWidth.value}px`);
  }, [leftWidth.value]);
  const page = isSmall.value ? smallPage.value : 'tab';
  const shape = ['app', isSmall.value && 'is-small', folded.value && !isSmall.value && 'is-folded', isSmall.value && openClaim.value && 'has-claim'].filter(Boolean).join(' ');
  return (
    <div class={shape}>
      <a class="skip" href="#answers" onClick={(e) => { e.preventDefault(); document.getElementById('answers')?.focus(); }}>Skip to the answers</a>
      <Top />
      {found.value && <Found />}
      {guided.value ? <Guided /> : home.value ? <Home /> : reporting.value && <Report />}
      <main class="work" ref={work} hidden={home.value || guided.value || reporting.value}>
        <Description hidden={isSmall.value && page !== 'text'} />
        {!isSmall.value && !folded.value && <Splitter />}
        <Answers hidden={isSmall.value && page !== 'tab'} />
        {isSmall.value && page === 'more' && <More />}
      </main>
      {isSmall.value ? !home.value && <BottomTabs /> : <Status />}
      <ToldPanel />
      <Dialogs />
      <Live />
      {dropping.value && <div class="drop" aria-hidden="true"><p>Drop to open</p></div>}
    </div>
  );
}

/** A draft of an earlier visit waits: after a crash of the tab nothing typed is lost, if the reader had switched drafts on. */
function Found() {
  const draft = found.value;
  if (!draft) return null;
  return (
    <section class="draft-found" aria-label="Draft of an earlier visit">
      <p><b>A draft of <code>{draft.name}</code> is kept on this computer</b>, written {draft.at.slice(0, 16).replace('T', ' ')} UTC.</p>
      <button type="button" class="button primary" onClick={openDraft}>Open it</button><button type="button" class="button" onClick={() => void forgetDraft()}>Forget it</button>
    </section>
  );
}

/** The border between the panes: dragged, moved with arrows, reset by a double click. */
function Splitter() {
  const move = (to: number) => (leftWidth.value = Math.min(Math.max(Math.round(to), 260), innerWidth - 420));
  const drag = (event: PointerEvent) => {
    const handle = event.currentTarget as HTMLElement;
    handle.setPointerCapture(event.pointerId);
    const follow = (e: PointerEvent) => move(e.clientX);
    handle.addEventListener('pointermove', follow);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', follow), { once: true });
  };
  const keys = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -20, ArrowRight: 20 }[event.key];
    if (!by) return;
    event.preventDefault();
    move(leftWidth.peek() + by);
  };
  return (
    <div class="splitter" role="separator" aria-orientation="vertical" aria-label="Width of the description" tabIndex={0} aria-valuenow={leftWidth.value} aria-valuemin={260} aria-valuemax={Math.max(innerWidth - 420, 260)}
      onPointerDown={drag} onKeyDown={keys} onDblClick={() => (leftWidth.value = usualWidth())} />
  );
}
