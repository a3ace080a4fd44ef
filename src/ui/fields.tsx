import type { Child } from 'hono/jsx';
import { idOf } from './form.tsx';

type FieldProps = {
  name: string;
  label: Child;
  /** Stands under the label, before the error. */
  hint?: Child | undefined;
  /** From `fieldErrors(t, problem)[name]`. */
  error?: string | undefined;
  required?: boolean;
};

type Described = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: 'true'; required?: boolean };

/** Label, hint and error around one control; `children` gets the attributes that tie them together. */
export function Field({ name, label, hint, error, required, children }: FieldProps & { children: (tied: Described) => Child }) {
  const id = idOf(name);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="kh-field">
      <label class="form-label" for={id}>
        {label}
      </label>
      {children({
        id,
        ...(described ? { 'aria-describedby': described } : {}),
        ...(error ? { 'aria-invalid': 'true' } : {}),
        ...(required ? { required: true } : {}),
      })}
      {error && (
        <p class="kh-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <p class="kh-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

type TextInputProps = FieldProps & {
  value?: string | undefined;
  type?: 'text' | 'email' | 'url' | 'search' | 'date' | 'time' | 'datetime-local' | 'number' | 'file';
  autocomplete?: string;
  placeholder?: string;
  list?: readonly string[];
  autofocus?: boolean;
  accept?: string;
  min?: string | number;
  max?: string | number;
  /** The token of a one-time link: the script moves it here from the address; by hand it is pasted. */
  fromFragment?: boolean;
};

export function TextInput({ value, type = 'text', list, fromFragment, ...rest }: TextInputProps) {
  const { name, label, hint, error, required, ...attributes } = rest;
  const listId = list && `${idOf(name)}-list`;
  return (
    <Field {...fieldOf(rest)}>
      {(tied) => (
        <>
          <input
            class="form-control"
            type={type}
            name={name}
            value={value}
            list={listId}
            data-from-fragment={fromFragment ? '' : undefined}
            {...attributes}
            {...tied}
          />
          {list && (
            <datalist id={listId}>
              {list.map((option) => (
                <option value={option} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

/** `current-password` to sign in, `new-password` to choose one: password managers ask. Never filled in again after an error. */
export function PasswordInput(props: FieldProps & { autocomplete: 'current-password' | 'new-password' | 'off'; autofocus?: boolean }) {
  return (
    <Field {...fieldOf(props)}>
      {(tied) => (
        <input
          class="form-control"
          type="password"
          name={props.name}
          autocomplete={props.autocomplete}
          autofocus={props.autofocus}
          spellcheck={false}
          {...tied}
        />
      )}
    </Field>
  );
}

/** A one-time code: six figures in monospace, offered by the phone's keyboard. `long` for recovery codes. */
export function CodeInput({ long, autofocus, ...props }: FieldProps & { long?: boolean; autofocus?: boolean }) {
  return (
    <Field {...fieldOf(props)}>
      {(tied) => (
        <input
          class={long ? 'form-control kh-code-input kh-code-long' : 'form-control kh-code-input'}
          type="text"
          name={props.name}
          inputmode={long ? 'text' : 'numeric'}
          autocomplete="one-time-code"
          autocapitalize="off"
          spellcheck={false}
          autofocus={autofocus}
          {...tied}
        />
      )}
    </Field>
  );
}

export type Option = { value: string; label: string };

export function SelectInput(props: FieldProps & { options: readonly Option[]; value?: string | undefined; empty?: string }) {
  return (
    <Field {...fieldOf(props)}>
      {(tied) => (
        <select class="form-select" name={props.name} {...tied}>
          {props.empty !== undefined && <option value="">{props.empty}</option>}
          {props.options.map((option) => (
            <option value={option.value} selected={option.value === props.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function Textarea(props: FieldProps & { value?: string | undefined; rows?: number; placeholder?: string }) {
  return (
    <Field {...fieldOf(props)}>
      {(tied) => (
        <textarea class="form-control" name={props.name} rows={props.rows ?? 3} placeholder={props.placeholder} {...tied}>
          {props.value}
        </textarea>
      )}
    </Field>
  );
}

export function Checkbox(props: FieldProps & { value?: string; checked?: boolean }) {
  const id = idOf(props.name);
  return (
    <div class="kh-field">
      <label class="form-check">
        <input
          class="form-check-input"
          type="checkbox"
          id={id}
          name={props.name}
          value={props.value ?? 'yes'}
          checked={props.checked}
          aria-invalid={props.error ? 'true' : undefined}
          aria-describedby={props.error ? `${id}-error` : undefined}
        />
        <span class="form-check-label">{props.label}</span>
        {props.hint && <span class="form-check-description">{props.hint}</span>}
      </label>
      {props.error && (
        <p class="kh-error" id={`${id}-error`}>
          {props.error}
        </p>
      )}
    </div>
  );
}

export type ChoiceOption = { value: string; label: Child; text?: Child };

/** Radio panels that explain their consequences. */
export function Choice(props: { name: string; legend: Child; options: readonly ChoiceOption[]; value?: string | undefined; error?: string | undefined }) {
  const id = idOf(props.name);
  return (
    <fieldset class="kh-choice" id={id} aria-describedby={props.error ? `${id}-error` : undefined}>
      <legend>{props.legend}</legend>
      <div>
        {props.options.map((option) => (
          <label class="kh-choice-panel">
            <input class="form-check-input" type="radio" name={props.name} value={option.value} checked={option.value === props.value} />
            <span>
              <strong>{option.label}</strong>
              {option.text && <small>{option.text}</small>}
            </span>
          </label>
        ))}
      </div>
      {props.error && (
        <p class="kh-error" id={`${id}-error`}>
          {props.error}
        </p>
      )}
    </fieldset>
  );
}

function fieldOf({ name, label, hint, error, required }: FieldProps): FieldProps {
  return { name, label, hint, error, ...(required ? { required } : {}) };
}
