// What can be added: pressed, it is put in the middle; dragged, where it is dropped. Then it asks for a name.

import { useRef } from 'preact/hooks';
import { onArrows, useRoving } from '../parts/roving';
import { chosen, placed } from '../state/picture';
import { begin } from './edits';
import { at } from './gestures';
import { palette, type Kind } from './kinds';
import { outline } from './shapes';
import { shapeOf } from './measure';
import { sizeNow, toPicture } from './viewport';

const canvas = () => document.querySelector<HTMLElement>('.canvas');

/** The box that is chosen, or the one around what is chosen. */
function boxChosen(): string | null {
  const id = chosen.peek().at(-1);
  const scene = placed.peek()?.scene;
  if (!id || !scene) return null;
  return scene.boxes.has(id) ? id : (scene.nodes.get(id)?.parent ?? null);
}

export function addOf(kind: Kind): void {
  const { width, height } = sizeNow();
  begin(kind, { x: width / 2 - 120, y: height / 3 }, boxChosen(), null);
}

function Mark({ kind }: { kind: Kind }) {
  const size = { width: 22, height: 15 };
  const shape = shapeOf(kind.shape);
  if (kind.kind === 'zone') return <svg class="palette-mark" viewBox="-1 -1 24 17" aria-hidden="true"><rect width="22" height="15" rx="2.5" /><path d="M4 4h6" /></svg>;
  const d = shape === 'agent' ? 'M5 0H17L22 7.5L17 15H5L0 7.5Z' : shape === 'store' ? 'M0 3A11 3 0 0 1 22 3V12A11 3 0 0 1 0 12ZM0 3A11 3 0 0 0 22 3' : shape === 'tool' ? 'M0 0H17L22 5V15H0ZM17 0V5H22' : shape === 'model' ? 'M0 0H22V15H0ZM4 0V15M18 0V15' : shape === 'asset' ? 'M5 0H22V15H5L0 7.5Z' : shape === 'action' || shape === 'pipeline' ? `M0 0H17L22 7.5L17 15H0${shape === 'pipeline' ? 'L5 7.5' : ''}Z` : shape === 'service' ? 'M0 0H22V15H0ZM0 3.5H22' : shape === 'host' ? 'M0 0H22V15H0ZM4 4h8M4 8h8' : shape === 'supplier' ? 'M4 15V6L9 1L14 6V15M4 15H20V8H14' : outline(shape, size);
  return <svg class={kind.kind === 'adversary' ? 'palette-mark is-bad' : 'palette-mark'} viewBox="-1 -1 24 17" aria-hidden="true"><path d={d} /></svg>;
}

export function Palette() {
  const box = useRef<HTMLDivElement>(null);
  useRoving(box);
  const drag = (kind: Kind) => (event: PointerEvent) => {
    if (event.button !== 0) return;
    const from = { x: event.clientX, y: event.clientY };
    const button = event.currentTarget as HTMLElement;
    let ghost: HTMLElement | null = null;
    const follow = (e: PointerEvent) => {
      if (!ghost && Math.hypot(e.clientX - from.x, e.clientY - from.y) > 6) {
        ghost = button.cloneNode(true) as HTMLElement;
        ghost.classList.add('ghost-of-kind');
        document.body.append(ghost);
      }
      if (ghost) ghost.style.transform = `translate(${e.clientX + 8}px, ${e.clientY + 8}px)`;
    };
    const end = (e: PointerEvent) => {
      removeEventListener('pointermove', follow);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
      const dragged = ghost !== null;
      ghost?.remove();
      const r = canvas()?.getBoundingClientRect();
      if (!dragged || e.type !== 'pointerup' || !r) return;
      const p = { x: e.clientX - r.x, y: e.clientY - r.y };
      if (p.x < 0 || p.y < 0 || p.x > r.width || p.y > r.height) return;
      begin(kind, p, at(toPicture(p)).box);
    };
    addEventListener('pointermove', follow);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
  };
  return (
    <div class="palette" role="toolbar" aria-label="Add" aria-orientation="vertical" ref={box} tabIndex={-1} data-roving="button" onKeyDown={onArrows}>
      {palette.map((kind) => <button type="button" key={kind.kind} title={kind.kind === 'zone' ? 'Zone around what is selected' : `Add: ${kind.title.toLowerCase()}. Press, or drag onto the picture`} onPointerDown={drag(kind)} onClick={() => addOf(kind)}><Mark kind={kind} /><span>{kind.title}</span></button>)}
    </div>
  );
}
