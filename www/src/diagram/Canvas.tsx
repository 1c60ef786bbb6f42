// The canvas: one stop for the Tab key, walked with arrows; panned, zoomed and chosen from by mouse, touch and keys.

import { useComputed } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { path as openPath } from '../state/path';
import { declaredOf } from '../state/engine';
import { chosen, chosenEdge, compared, found, placed, showsPath, stop } from '../state/picture';
import { attackOn, none } from './attack';
import { Drafts } from './Drafts';
import { arrived } from './edits';
import { listen } from './gestures';
import { press } from './keyboard';
import { Sheet } from './Sheet';
import { attach, drawnAt, fit, margin, place, refit, resize, sizeNow } from './viewport';

/** More than this is drawn only where it is seen. */
const MANY = 220;
/** Below these zooms, only names are left, and then no words. */
const SMALL = 0.56;
const FAR = 0.26;

let fitted = false;

export function Canvas({ label }: { label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const sheet = useRef<SVGSVGElement>(null);
  const of = placed.value;
  const attack = useComputed(() => (placed.value && showsPath.value ? attackOn(placed.value.scene, placed.value.layout, openPath.value, declaredOf) : none));
  const { view, window } = drawnAt.value;
  const m = margin();
  // A shape that gets another place among the others is put anew into the page's tree, and would lose the focus.
  const at = document.activeElement;
  const held = at && box.current?.contains(at) ? at.closest<SVGElement>('[data-id]')?.dataset['id'] : undefined;
  useLayoutEffect(() => {
    if (held && document.activeElement === document.body) box.current?.querySelector<SVGElement>(`[data-id="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  });

  useLayoutEffect(() => {
    attach(sheet.current);
    const canvas = box.current;
    if (!canvas) return;
    const watch = new ResizeObserver(() => resize(canvas.clientWidth, canvas.clientHeight));
    watch.observe(canvas);
    resize(canvas.clientWidth, canvas.clientHeight);
    const end = listen(canvas);
    return () => {
      watch.disconnect();
      end();
      attach(null);
    };
  }, []);
  useEffect(() => {
    if (!of || !of.layout.rects.size || !sizeNow().width) return;
    if (fitted) return refit(of.layout.bounds);
    fitted = true;
    fit(of.layout.bounds);
  }, [of?.layout.bounds, sizeNow().width]);
  useLayoutEffect(() => {
    place();
  }, [view]);
  useEffect(() => {
    if (!of) fitted = false;
  }, [of === null]);

  useEffect(arrived, [of]);

  const { width, height } = sizeNow();
  const much = (of?.scene.nodes.size ?? 0) > MANY;
  return (
    <div class="canvas" ref={box} role="group" aria-label={label} aria-roledescription="picture" tabIndex={stop.value && of?.layout.rects.has(stop.value) ? -1 : 0} onKeyDown={press} onFocusIn={(e) => { const id = e.target instanceof SVGElement ? e.target.dataset['id'] : undefined; if (id) stop.value = id; }}>
      <svg ref={sheet} class={`sheet-of-picture${view.k < FAR ? ' is-far' : view.k < SMALL ? ' is-small' : ''}`} width={width + 2 * m.x} height={height + 2 * m.y}>
        <g class="world" transform={`translate(${m.x + view.x} ${m.y + view.y}) scale(${view.k})`}>
          {of && <Sheet {...of} window={much ? window : null} chosen={new Set(chosen.value)} edge={chosenEdge.value} stop={stop.value} attack={attack.value} marks={compared.value} found={found.value} />}
          <g class="drafts" />
        </g>
      </svg>
      <Drafts />
    </div>
  );
}
