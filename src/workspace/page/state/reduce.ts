import type { PageEvent, PageMessage, PageView, Snapshot } from '../../protocol.js';
import type { Locale, Text } from '../language.js';
import { warningText } from '../text.js';
import { emptyThread, type PageState, type Place } from './state.js';
import { changeMessage, deleteMessage, mergePage, receiveMessage } from './thread.js';

export type PageAction =
  | { readonly type: 'event'; readonly event: PageEvent; readonly at: number }
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot; readonly at: number }
  | { readonly type: 'place'; readonly place: Place }
  | { readonly type: 'thread-loading'; readonly channel: string }
  | {
      readonly type: 'thread-loaded';
      readonly channel: string;
      readonly messages: readonly PageMessage[];
      readonly more: boolean;
      readonly older: boolean;
    }
  | { readonly type: 'thread-failed'; readonly channel: string }
  | { readonly type: 'link'; readonly link: PageState['link'] }
  | { readonly type: 'submitting'; readonly viewId: string; readonly on: boolean }
  | { readonly type: 'toast'; readonly text: Text }
  | { readonly type: 'toast-gone'; readonly id: number }
  | { readonly type: 'language'; readonly language: Locale };

/** The whole page is a function of these. */
export function reduce(state: PageState, action: PageAction): PageState {
  switch (action.type) {
    case 'event':
      return state.world ? reduceEvent(state, state.world, action.event, action.at) : state;
    case 'snapshot': {
      // Another person's threads and errors must not be seen for even one frame.
      const same = state.world !== null && state.world.me.id === action.snapshot.me.id;
      return {
        ...state,
        // A server that was started anew gets the Home tab from the bot again in a moment; until then the one that was there stays.
        world: same ? { ...action.snapshot, home: action.snapshot.home ?? state.world.home } : action.snapshot,
        clockCameAt: action.at,
        threads: same ? state.threads : {},
        errors: same ? errorsStillShown(state, action.snapshot.modals) : {},
        submitting: [],
        heard: null,
      };
    }
    case 'place':
      return { ...state, place: action.place, heard: null };
    case 'thread-loading': {
      const thread = state.threads[action.channel] ?? emptyThread;
      return withThread(state, action.channel, { ...thread, loading: true, touched: [] });
    }
    case 'thread-loaded': {
      const thread = state.threads[action.channel] ?? emptyThread;
      return withThread(state, action.channel, mergePage(thread, action.messages, action.more, action.older));
    }
    case 'thread-failed': {
      const thread = state.threads[action.channel] ?? emptyThread;
      return withThread(state, action.channel, { ...thread, loading: false });
    }
    case 'link':
      return { ...state, link: action.link };
    case 'submitting': {
      const others = state.submitting.filter((id) => id !== action.viewId);
      if (!action.on) return { ...state, submitting: others };
      const { [action.viewId]: _, ...errors } = state.errors;
      return { ...state, submitting: [...others, action.viewId], errors };
    }
    case 'toast':
      return withToast(state, action.text);
    case 'toast-gone':
      return { ...state, toasts: state.toasts.filter((toast) => toast.id !== action.id) };
    case 'language':
      return { ...state, language: action.language };
  }
}

function reduceEvent(state: PageState, world: Snapshot, event: PageEvent, at: number): PageState {
  switch (event.type) {
    case 'message': {
      const { channel } = event.message;
      const heard = state.place?.channel === channel && event.message.user !== world.me.id ? event.message : state.heard;
      const thread = state.threads[channel];
      return thread ? { ...withThread(state, channel, receiveMessage(thread, event.message)), heard } : { ...state, heard };
    }
    case 'message-changed': {
      const thread = state.threads[event.message.channel];
      return thread ? withThread(state, event.message.channel, changeMessage(thread, event.message)) : state;
    }
    case 'message-deleted': {
      const thread = state.threads[event.channel];
      return thread ? withThread(state, event.channel, deleteMessage(thread, event.ts)) : state;
    }
    case 'conversations':
      return { ...state, world: { ...world, conversations: event.conversations } };
    case 'home':
      return { ...state, world: { ...world, home: event.view } };
    case 'modals':
      return { ...state, world: { ...world, modals: event.modals }, errors: errorsStillShown(state, event.modals), submitting: [] };
    case 'modal-errors':
      return {
        ...state,
        errors: { ...state.errors, [event.viewId]: event.errors },
        submitting: state.submitting.filter((id) => id !== event.viewId),
      };
    case 'people': {
      const me = event.people.find((person) => person.id === world.me.id) ?? world.me;
      return { ...state, world: { ...world, people: event.people, me } };
    }
    case 'clock':
      return { ...state, world: { ...world, clock: event.clock }, clockCameAt: at };
    case 'connected':
      return { ...state, world: { ...world, connected: event.connected } };
    case 'warning': {
      // After a warning nothing more will come for the form that was submitted.
      const submitting = event.where === 'modal' ? [] : state.submitting;
      return withToast({ ...state, submitting }, warningText(event.code, event.where));
    }
  }
}

/** Errors belong to one version of a form: an updated form has been looked at anew. */
function errorsStillShown(state: PageState, modals: readonly PageView[]): PageState['errors'] {
  const before = new Map(state.world?.modals.map((view) => [view.id, view.hash]));
  const same = new Set(modals.filter((view) => before.get(view.id) === view.hash).map((view) => view.id));
  return Object.fromEntries(Object.entries(state.errors).filter(([viewId]) => same.has(viewId)));
}

function withThread(state: PageState, channel: string, thread: PageState['threads'][string]): PageState {
  return { ...state, threads: { ...state.threads, [channel]: thread } };
}

function withToast(state: PageState, text: Text): PageState {
  const id = state.toastCount + 1;
  // Three at most: a person reads the newest, and the rest would cover the page.
  return { ...state, toastCount: id, toasts: [...state.toasts, { id, text }].slice(-3) };
}
