// How 'nothing leaves this page' is enforced, what was counted, and what the policy does not cover.

import { useEffect } from 'preact/hooks';
import { policy, recount, refused, requests, sealed } from '../privacy';
import { Switch } from '../parts/Controls';
import { keep, keeping, keptAt, possible, trouble } from '../state/draft';
import { count } from '../words';

export function PrivacyPanel() {
  useEffect(recount, []);
  return (
    <>
      <h2>Nothing leaves this page</h2>
      <dl class="facts">
        <dt>Connections</dt>
        <dd>{sealed ? <>refused by the browser, <code>connect-src 'none'</code></> : <>this copy carries no policy that refuses them{policy ? '' : ': it is not a built page'}</>}</dd>
        <dt>Since loading</dt>
        <dd>{count(requests.value, 'request')} in the browser’s own record, {refused.value} refused</dd>
        <dt>Kept here</dt>
        <dd><Kept /></dd>
        <dt>Files</dt>
        <dd>read and written only where you choose</dd>
        <dt>Beyond it</dt>
        <dd>A policy cannot stop a page from moving to another address. This one has no links, and takes away the functions that would.</dd>
      </dl>
      <p class="check"><b>Check it yourself:</b> open the browser’s network tools and work, or take the machine off the network: everything still does.</p>
    </>
  );
}

/** The one thing that the page can keep, and only if it is told to. */
function Kept() {
  const on = keeping.value;
  return (
    <>
      {on ? <>a draft of the text, in this browser’s storage on this computer{keptAt.value && `, written ${keptAt.value}`}</> : 'nothing: no storage is used, and closing the page forgets the text'}
      {possible
        ? <span class="keep"><Switch on={on} label="Keep a draft on this computer" onFlip={() => void keep(!on)} /> <span>Keep a draft on this computer</span></span>
        : <span class="quiet"> A page opened from disk keeps none: other files could read it.</span>}
      {trouble.value && <span class="bad">The draft is not kept: {trouble.value}</span>}
    </>
  );
}
