import { render } from 'preact';
import { App } from './app.js';
import { startSession } from './session.js';
import { reduce } from './state/reduce.js';
import { startState } from './state/state.js';
import { createStore } from './state/store.js';

const chosen = localStorage.getItem('siwen.language');
const store = createStore(reduce, startState(chosen === 'en' || chosen === 'zh-CN' ? chosen : null));
const session = startSession(store);
window.addEventListener('popstate', () => void session.returned());
void session.start();

const root = document.getElementById('page');
if (root) render(<App store={store} session={session} />, root);
