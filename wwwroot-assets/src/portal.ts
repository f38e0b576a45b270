import './nonce';
import { reportActivity } from './activity';
import { copyOnClick } from './copy';
import { KeptText } from './kept-text';
import { ModalHost } from './modal';
import { NavToggle } from './navigation';
import { OneTimeLink } from './one-time-link';
import { watchConnection } from './reconnect';
import { ThemeToggle } from './theme';

customElements.define('theme-toggle', ThemeToggle);
customElements.define('nav-toggle', NavToggle);
customElements.define('modal-host', ModalHost);
customElements.define('one-time-link', OneTimeLink);
customElements.define('kept-text', KeptText);
copyOnClick();
reportActivity();
watchConnection();
