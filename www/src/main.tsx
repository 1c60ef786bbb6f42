// Begins: joins engine, keys and files to the page and shows it with the first example.

import { render } from 'preact';
import * as files from './files';
import { gallery } from './gallery';
import * as keys from './keys';
import * as draft from './state/draft';
import * as picture from './state/picture';
import * as privacy from './privacy';
import { load } from './state/document';
import * as engine from './state/engine';
import * as outline from './state/outline';
import { applyTheme } from './state/view';
import { App } from './views/App';

privacy.start();
applyTheme();
engine.start();
picture.start();
outline.start();
keys.start();
files.start();
draft.start();

const first = gallery[0]?.source ?? { name: 'untitled.yaml', text: '' };
load(first);
const place = document.getElementById('app');
if (place) {
  place.replaceChildren();
  render(<App />, place);
}
