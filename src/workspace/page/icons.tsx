import type { ComponentChildren } from 'preact';

/** Line icons on a 20×20 grid; the text beside them or the button's label says what they mean. */
function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const CrossIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);
export const BackIcon = () => (
  <Icon>
    <path d="m12 4-6 6 6 6" />
  </Icon>
);
export const DownIcon = () => (
  <Icon>
    <path d="m5 8 5 5 5-5" />
  </Icon>
);
export const SendIcon = () => (
  <Icon>
    <path d="M3 10 17 3l-4 14-3.5-5.5z" />
    <path d="m9.5 11.5 3-3" />
  </Icon>
);
export const BoltIcon = () => (
  <Icon>
    <path d="M11 2 4 11.500h5L8.5 18 16 8h-5.500z" />
  </Icon>
);
export const DotsIcon = () => (
  <Icon>
    <path d="M4.5 10h.01M10 10h.01M15.5 10h.01" stroke-width="2.6" />
  </Icon>
);
export const FileIcon = () => (
  <Icon>
    <path d="M5 2.500h6l4 4v11H5z" />
    <path d="M11 2.500v4h4" />
  </Icon>
);
export const ClockIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7.25" />
    <path d="M10 5.800V10l2.8 2" />
  </Icon>
);
export const SearchIcon = () => (
  <Icon>
    <circle cx="9" cy="9" r="5.5" />
    <path d="m13.2 13.2 3.8 3.8" />
  </Icon>
);
export const EyeIcon = () => (
  <Icon>
    <path d="M2 10s3-5.5 8-5.500S18 10 18 10s-3 5.5-8 5.500S2 10 2 10z" />
    <circle cx="10" cy="10" r="2.3" />
  </Icon>
);
