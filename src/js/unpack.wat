;; Bytes out of a printable string, in place: the inverse of src/tools/pack.mjs, which explains the code.
;; In WebAssembly because a page's first loop of a hundred thousand turns is slow in JavaScript, which
;; starts out interpreted: this one takes less than half the time.
(module
  (memory (export "memory") 1)

  ;; Unpacks the text in the first $length bytes of memory; returns how many bytes have come out.
  (func (export "unpack") (param $length i32) (result i32)
    (local $in i32) (local $out i32) (local $code i32) (local $base i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $in) (local.get $length)))
        (local.set $code (i32.load8_u (local.get $in)))
        (local.set $base (i32.const -35))
        ;; A space or `!`: the next character stands for one of the upper bytes.
        (if (i32.lt_u (local.get $code) (i32.const 34))
          (then
            (local.set $base
              (select (i32.const 55) (i32.const 145) (i32.eq (local.get $code) (i32.const 32))))
            (local.set $in (i32.add (local.get $in) (i32.const 1)))
            (local.set $code (i32.load8_u (local.get $in)))))
        ;; `}` stands for `<`, and `~` for a backslash.
        (if (i32.gt_u (local.get $code) (i32.const 124))
          (then
            (local.set $code
              (select (i32.const 60) (i32.const 92) (i32.eq (local.get $code) (i32.const 125))))))
        (i32.store8 (local.get $out) (i32.add (local.get $base) (local.get $code)))
        (local.set $out (i32.add (local.get $out) (i32.const 1)))
        (local.set $in (i32.add (local.get $in) (i32.const 1)))
        (br $next)))
    (local.get $out)))
